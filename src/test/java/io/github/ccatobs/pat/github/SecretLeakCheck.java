package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Hears every log line of ours and of the HTTP client's, at every level, and is told what else was printed or thrown;
 * after each test none of it may hold the credential, plain or in base64.
 */
public final class SecretLeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> LISTENED_TO = List.of(
            "io.github.ccatobs", "org.jboss.resteasy", "io.quarkus.rest", "io.vertx", "io.netty", "jdk.httpclient");

    private final String credential;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final List<Logger> loggers = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final Handler listener = new Listener();

    /** Looks out for {@code credential}. */
    public SecretLeakCheck(String credential) {
        this.credential = credential;
    }

    /** Adds text that the program would show. */
    public void record(Object shown) {
        heard.add(String.valueOf(shown));
    }

    /** Adds what was thrown, with its causes and whatever was suppressed on the way. */
    public void record(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        heard.add(text.toString());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        listen();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        judge();
    }

    void listen() {
        for (String name : LISTENED_TO) {
            var logger = Logger.getLogger(name);
            loggers.add(logger);
            levels.add(logger.getLevel());
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(listener);
        }
    }

    /** Stops listening. */
    void judge() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).removeHandler(listener);
            loggers.get(i).setUseParentHandlers(true);
            loggers.get(i).setLevel(levels.get(i));
        }
        String encoded = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        for (String line : heard) {
            assertThat(line.contains(credential) || line.contains(encoded))
                    .as("the credential is in: " + line.replace(credential, "<CREDENTIAL>"))
                    .isFalse();
        }
    }

    private final class Listener extends Handler {
        @Override
        public void publish(LogRecord line) {
            heard.add(line.getLoggerName() + " " + line.getMessage() + " " + Arrays.toString(line.getParameters()));
            if (line.getThrown() != null) {
                record(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
