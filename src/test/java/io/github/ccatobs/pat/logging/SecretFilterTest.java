package io.github.ccatobs.pat.logging;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.SecretValue;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log records as they reach a handler behind the filter, in text and in JSON. */
@Execution(ExecutionMode.SAME_THREAD)
class SecretFilterTest {

    private static final String SECRET = "swordfish-of-the-secret-filter";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final SecretFilter filter = new SecretFilter();

    @Test
    void leavesKnownSecretsOutOfMessageParametersFailuresAndContext() {
        assertThat(SecretValue.of(SECRET).length()).isPositive();
        var line = new ExtLogRecord(Level.FINEST, "got %s " + SECRET, ExtLogRecord.FormatStyle.PRINTF, "x");
        line.setParameters(new Object[] {SECRET});
        line.putMdc("who", SECRET);
        var failure = new IllegalStateException("outer", new IllegalArgumentException("inner " + SECRET));
        failure.addSuppressed(new IllegalStateException("aside " + SECRET));
        line.setThrown(failure);

        assertThat(filter.isLoggable(line)).isTrue();

        String text = new PatternFormatter("%d %p %X %s%e%n").format(line);
        assertThat(text)
                .doesNotContain(SECRET)
                .contains("got [a secret] [a secret]", "inner [a secret]", "aside [a secret]", "SecretFilterTest.java");
        assertThat(new JsonFormatter().format(line)).doesNotContain(SECRET).contains("inner [a secret]");
    }

    @Test
    void hidesOnceWhatIsKnownAndRecognised() {
        KnownSecrets.remember(SECRET.getBytes(StandardCharsets.UTF_8));
        var line =
                new ExtLogRecord(Level.FINE, "x-amz-security-token:" + SECRET, ExtLogRecord.FormatStyle.NO_FORMAT, "x");
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).isEqualTo("x-amz-security-token:[a secret]");
    }

    @Test
    void leavesAPlainRecordWithoutSecretsToo() {
        KnownSecrets.remember(SECRET.getBytes(StandardCharsets.UTF_8));
        var line = new LogRecord(Level.FINE, "got {0}");
        line.setParameters(new Object[] {SECRET});
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).isEqualTo("got [a secret]");
    }

    @Test
    void aFailureWithNothingToHideStaysItself() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        var line = new ExtLogRecord(Level.WARNING, "x", "x");
        line.setThrown(failure);
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isSameAs(failure);
    }

    @Test
    void noLineEndAndNoControlCharacterForgesALine() {
        var line = new ExtLogRecord(Level.WARNING, "a\r\n2026 ERROR forged \u001b[2J\u202e", "x");
        line.setThrown(new IllegalStateException("b\nforged\u009b"));
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(new PatternFormatter("%s%n").format(line))
                .isEqualTo("a\\u{d}\\u{a}2026 ERROR forged \\u{1b}[2J\\u{202e}\n");
        assertThat(line.getThrown()).hasToString("java.lang.IllegalStateException: b\\u{a}forged\\u{9b}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer HIDDEN-1",
                "authorization=[Bearer HIDDEN-1], accept=[*/*]",
                "{POST / HTTP/1.1: null}{X-Amz-Security-Token: HIDDEN+/1==}{Host: x}",
                "Cookie: HIDDEN1",
                "{\"SecretString\":\"{\\\"token\\\":\\\"HIDDEN\\\"}\",\"VersionId\":\"v\"}",
                "GetSecretValueResponse(SecretString=HIDDEN)",
                "{\"token\": \"HIDDEN\"}",
                "REQUEST: https://hooks.slack.com/services/T0HIDDEN/B0HIDDEN/xHIDDEN POST",
                "POST /services/T0HIDDEN/B0HIDDEN/xHIDDEN HTTP/1.1",
                "-----BEGIN RSA PRIVATE KEY-----\nHIDDEN\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nHIDDEN",
                "ghs_HIDDENHIDDENHIDDEN",
                "eyJhbGciOiJIUzI1.eyJzdWIiOiIxHIDDEN.SflKxwRJSMeKHIDDEN"
            })
    void recognisesSecretsItWasNeverTold(String message) {
        var line = new ExtLogRecord(Level.FINEST, message, ExtLogRecord.FormatStyle.NO_FORMAT, "x");
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).doesNotContain("HIDDEN").contains("[a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the token expires 2027-01-31",
                "GITHUB_TOKEN lacks Secrets: write on ccatobs/ops-db",
                "GET /repos/ccatobs/ops-db/actions/secrets 200"
            })
    void leavesOrdinaryLinesAlone(String message) {
        var line = new ExtLogRecord(Level.WARNING, message, ExtLogRecord.FormatStyle.NO_FORMAT, "x");
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).isEqualTo(message);
    }

    @Test
    void theJdksClientsTellNothingAtTheirLowestLevel() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok()));
        String path = "/hook/" + SECRET;
        String sessionToken = "session/token+of+the+secret+filter==";
        KnownSecrets.remember(SECRET.getBytes(StandardCharsets.UTF_8));
        try (var heard = new RecordingLogHandler()) {
            try (var client = HttpClient.newHttpClient()) {
                client.send(
                        HttpRequest.newBuilder(URI.create(SERVER.baseUrl() + path))
                                .header("Authorization", "Bearer " + SECRET)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            var connection = (HttpURLConnection)
                    URI.create(SERVER.baseUrl() + "/").toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty("X-Amz-Security-Token", sessionToken);
            connection.setDoOutput(true);
            connection.getOutputStream().write(1);
            assertThat(connection.getResponseCode()).isEqualTo(200);

            assertThat(heard.raw).anyMatch(line -> line.contains(sessionToken));
            assertThat(heard.filtered)
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(SECRET))
                    .noneMatch(line -> line.contains(sessionToken));
        }
    }

    /** Every logger at its lowest level, before and behind the filter. */
    private static final class RecordingLogHandler extends Handler implements AutoCloseable {
        private final Logger root = Logger.getLogger("");
        private final Level before = root.getLevel();
        private final Queue<String> raw = new ConcurrentLinkedQueue<>();
        private final Queue<String> filtered = new ConcurrentLinkedQueue<>();
        private final SecretFilter filter = new SecretFilter();
        private final Handler[] others = root.getHandlers();

        RecordingLogHandler() {
            setLevel(Level.ALL);
            for (var other : others) {
                root.removeHandler(other);
            }
            root.addHandler(this);
            root.setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            if (!line.getLoggerName().matches("(?:jdk|sun|java)\\..*")) { // the server in this process logs too
                return;
            }
            var copy = ExtLogRecord.wrap(line);
            var formatter = new PatternFormatter("%s%e");
            raw.add(formatter.format(copy));
            filter.isLoggable(copy);
            filtered.add(formatter.format(copy));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.setLevel(before);
            root.removeHandler(this);
            for (var other : others) {
                root.addHandler(other);
            }
        }
    }
}
