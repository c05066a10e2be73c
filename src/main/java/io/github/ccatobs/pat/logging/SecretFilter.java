package io.github.ccatobs.pat.logging;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.quarkus.logging.LoggingFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Stands before every log handler (console, file, syslog, socket; text and JSON) and leaves secrets out of messages,
 * parameters, failures and the diagnostic context, whatever the category and level. It lets every record pass.
 */
@LoggingFilter(name = SecretFilter.NAME)
public final class SecretFilter implements Filter {

    static final String NAME = "secrets";

    /** Secrets that libraries read by themselves, so that no {@code SecretValue} is made of them. */
    private static final List<String> VARIABLES = List.of(
            "GITHUB_TOKEN",
            "GH_TOKEN",
            "GH_ENTERPRISE_TOKEN",
            "GITHUB_ENTERPRISE_TOKEN",
            "SLACK_WEBHOOK_URL",
            "CCAT_PAT_SLACK_WEBHOOK_URL",
            "CCAT_PAT_GITHUB_APP_PRIVATE_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN");

    private static final List<String> PROPERTIES =
            List.of("aws.secretAccessKey", "aws.sessionToken", "ccat.pat.slack.webhook-url");

    private static final Object[] NONE = {};

    private final Formatter messages = new PatternFormatter("%s");

    /** Learns the secrets of the environment. */
    public SecretFilter() {
        Stream.concat(
                        VARIABLES.stream().map(System::getenv),
                        PROPERTIES.stream().map(System::getProperty))
                .filter(Objects::nonNull)
                .forEach(secret -> KnownSecrets.remember(secret.strip().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        redactMessage(line);
        var thrown = line.getThrown();
        if (thrown != null) {
            line.setThrown(RedactedThrowable.of(thrown));
        }
        if (line instanceof ExtLogRecord extended) {
            redactContext(extended);
        }
        return true;
    }

    /** The parameters become part of the message, so that no formatter sees them again. */
    private void redactMessage(LogRecord line) {
        if (line.getMessage() == null) {
            return;
        }
        String safe = LogText.safe(messages.formatMessage(ExtLogRecord.wrap(line)));
        if (line instanceof ExtLogRecord extended) {
            extended.setMessage(safe, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(safe);
        }
        line.setParameters(NONE);
    }

    private static void redactContext(ExtLogRecord line) {
        for (Map.Entry<String, String> entry : line.getMdcCopy().entrySet()) {
            line.putMdc(entry.getKey(), LogText.safe(entry.getValue()));
        }
    }
}
