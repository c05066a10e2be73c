package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.seal.SealedValue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub is ill, slow, cut off or not there. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubSilenceTest extends GitHubClientTestBase {

    /** For answers that never come in time: however slow the machine is, they come later than this. */
    private static final TestSettings IMPATIENT = TestSettings.defaults().withTimeout(Duration.ofMillis(300));
    /** For answers that never come or never end: a slow machine fails in the same way, so this may be very short. */
    private static final TestSettings SHORTEST = TestSettings.defaults().withTimeout(Duration.ofMillis(60));
    /** For answers that are to come in time: one of three must, on a machine that may stand still for a while. */
    private static final TestSettings PATIENT = TestSettings.defaults().withTimeout(Duration.ofSeconds(3));

    private static final List<Duration> BACK_OFF =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void triesAgainAfterAnError(int status) {
        answerInTurn(SECRETS, refusal(status, "Server Error"), refusal(status, "Server Error"), listing());

        assertThat(github().secrets(WEB).updatedAt()).isEmpty();
        assertThat(sent()).hasSize(3);
        assertThat(time.pauses()).isEqualTo(BACK_OFF.subList(0, 2));
    }

    @Test
    void givesUpAfterFourErrors() {
        answer(SECRETS, refusal(502, "Server Error"));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB)))
                .hasMessage("GET " + SECRETS + ": GitHub answered with an error (502)");
        assertThat(sent()).hasSize(4);
        assertThat(time.pauses()).isEqualTo(BACK_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainWhenTheConnectionIsCut(Fault fault) {
        answerInTurn(SECRETS, aResponse().withFault(fault), listing("GH_PAT"));

        assertThat(github().secrets(WEB).updatedAt()).hasSize(1);
        assertThat(time.pauses()).isEqualTo(BACK_OFF.subList(0, 1));
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenTheConnectionIsAlwaysCut(Fault fault) {
        answer(SECRETS, aResponse().withFault(fault));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB))
                        .why())
                .startsWith("no answer from GitHub: ");
        assertThat(sent()).hasSize(4);
    }

    /** With a stack trace each, of a cut connection and of a thread that waits for a processor. */
    @ParameterizedTest
    @ValueSource(strings = {"net.impl.ConnectionBase", "impl.BlockedThreadChecker"})
    void leavesItToUsToReportWhatTheClientReports(String logger) {
        String key = "quarkus.log.category.\"io.vertx.core." + logger + "\".level";

        assertThat(ConfigProvider.getConfig().getOptionalValue(key, String.class))
                .contains("OFF");
    }

    @Test
    void givesUpOnASlowAnswer() {
        var testIsOver = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> testIsOver.await())) {
            assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> account(server, SHORTEST)))
                    .hasMessage("GET /user: no answer from GitHub: it took too long");
        } finally {
            testIsOver.countDown();
        }
    }

    @Test
    void triesAgainAfterASlowAnswer() {
        answerInTurn("/user", user().withFixedDelay(60_000), user());

        assertThat(github(PATIENT, Duration.ZERO).account()).isEqualTo(new Account("robot"));
        assertThat(sent()).hasSizeGreaterThan(1);
    }

    @Test
    void givesUpOnABodyThatStops() throws Exception {
        var testIsOver = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"login\":");
            testIsOver.await();
        })) {
            assertNeverEnds(server);
            assertThat(time.pauses()).isEqualTo(BACK_OFF);
        } finally {
            testIsOver.countDown();
        }
    }

    /** GitHub dates an answer when it gives it, and a secret when it takes it. */
    @Test
    void countsASlowWriteFromTheMomentItWasSent() {
        try (var server = RawServer.answering(out -> {
            time.move(Duration.ofSeconds(8));
            write(out, "HTTP/1.1 204 No Content\r\nDate: Mon, 23 Nov 2026 09:01:08 GMT\r\n\r\n");
        })) {
            var written = github(TestSettings.defaults(), Duration.ZERO, server.url())
                    .write(
                            RepositoryName.parse("acme/web"),
                            new SecretName("GH_PAT"),
                            new SealedValue("7", "c2VhbGVk"));
            assertThat(written)
                    .isEqualTo(new WriteReceipt(
                            Instant.parse("2026-11-23T09:01:00Z"), Instant.parse("2026-11-23T09:01:08Z"), true));
        }
    }

    @Test
    void givesUpOnABodyThatTrickles() {
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
            trickle(out);
        })) {
            assertNeverEnds(server);
        }
    }

    @Test
    void givesUpOnHeadersThatTrickle() {
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nX-Trickle: ");
            trickle(out);
        })) {
            assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> account(server, SHORTEST)))
                    .hasMessage("GET /user: no answer from GitHub: it took too long");
        }
    }

    @Test
    void readsNoMoreThanAnAnswerMayHave() {
        byte[] block = new byte[1024 * 1024];
        answer(
                "/repos/acme/web/contents/x",
                hostile(aResponse().withBody(new byte[GitHubResponse.LARGEST + block.length])));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().file(
                                WEB, "x", Optional.empty())))
                .hasMessage("GET /repos/acme/web/contents/x: the answer is larger than 8388608 bytes");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void readsAsMuchAsAnAnswerMayHave() {
        answer("/repos/acme/web/contents/x", hostile(aResponse().withBody(new byte[GitHubResponse.LARGEST])));

        assertThat(github().file(WEB, "x", Optional.empty())).hasSize(GitHubResponse.LARGEST);
    }

    @Test
    void doesNotReadABodyWithoutEnd() {
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            byte[] block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        })) {
            assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github(
                                    TestSettings.defaults(), Duration.ZERO, server.url())
                            .account()))
                    .hasMessage("GET /user: the answer is larger than 8388608 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "I am not HTTP\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 2OO OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: " + TOKEN + "\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 " + TOKEN + "\r\n" + TOKEN + "\r\n\r\n",
                TOKEN + "/1.1 200 OK\r\n\r\n",
                "{\"login\":\"of HTTP/0.9, which has no head\"}",
                "HTTP/0.9 200 OK\r\n\r\n{}",
            })
    void isNotConfusedByWhatIsNoHttp(String answer) {
        try (var server = RawServer.answering(answer)) {
            assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> account(server))
                            .getMessage())
                    .doesNotContain("Exception", "Error");
            assertThat(server.connections()).isBetween(1, 4);
        }
    }

    @Test
    void isNotConfusedByHeadersWithoutEnd() {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nX: " + "x".repeat(200_000) + "\r\n\r\n{}")) {
            failure(GitHubException.GitHubUnavailableException.class, () -> account(server));
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        try (var deaf = RawServer.deaf()) {
            String url = "http://127.0.0.1:" + deaf.getLocalPort();

            assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github(
                                    TestSettings.defaults(), Duration.ZERO, url)
                            .account()))
                    .hasMessage("GET /user: no answer from GitHub: the connection was refused");
        }
        assertThat(time.pauses()).isEqualTo(BACK_OFF);
    }

    @ParameterizedTest
    @CsvSource({"https://no-such-host.invalid", "http://no-such-host.localhost:1"})
    void tellsThatTheHostIsUnknown(String url) {
        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github(
                                        TestSettings.defaults(), Duration.ZERO, url)
                                .account())
                        .why())
                .isIn(
                        "no answer from GitHub: the host name cannot be resolved",
                        "no answer from GitHub: the connection was refused");
    }

    @Test
    void tellsThatTheServerSpeaksNoTls() {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            String url = server.url().replace("http:", "https:");

            assertThat(failure(
                                    GitHubException.GitHubUnavailableException.class,
                                    () -> github(SHORTEST, Duration.ZERO, url).account())
                            .why())
                    .startsWith("no answer from GitHub: ");
        }
    }

    @Test
    void stopsAskingAServerThatNeverAnswers() {
        answer("/user", aResponse().withFault(Fault.EMPTY_RESPONSE));
        var github = github();
        for (int i = 0; i < 6; i++) {
            failure(GitHubException.GitHubUnavailableException.class, github::account);
        }

        assertThat(failure(GitHubException.GitHubUnavailableException.class, github::account))
                .hasMessage("GET /user: not sent, GitHub answered none of the last 24 requests");
        assertThat(sent()).hasSize(24);
    }

    @Test
    void goesOnWithAServerThatAnswersNowAndThen() {
        answerInTurn(
                "/user",
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                user(),
                aResponse().withFault(Fault.EMPTY_RESPONSE));
        answer(SECRETS, listing());
        var github = github();
        github.account();
        for (int i = 0; i < 7; i++) {
            failure(GitHubException.GitHubUnavailableException.class, github::account);
            github.secrets(WEB);
        }

        assertThat(sent()).hasSize(2 + 7 * 5);
    }

    /** A slow machine may notice it at the part that it has read. */
    private void assertNeverEnds(RawServer server) {
        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> account(server, SHORTEST)))
                .message()
                .isIn(
                        "GET /user: the answer did not end in time",
                        "GET /user: no answer from GitHub: it took too long");
    }

    private void account(RawServer server) {
        account(server, IMPATIENT);
    }

    private void account(RawServer server, TestSettings settings) {
        github(settings, Duration.ZERO, server.url()).account();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** A byte now and then, more often than the client's patience ends, until the client is gone. */
    private static void trickle(OutputStream out) throws Exception {
        while (true) {
            write(out, "1");
            Thread.sleep(20);
        }
    }
}
