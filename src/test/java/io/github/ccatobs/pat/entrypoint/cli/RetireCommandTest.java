package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.entrypoint.cli.terminal.PersonAtTheTerminal;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RequestListener;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retire}, as a user calls it. */
@QuarkusTest
@WithTestResource(LocalGitHub.class)
class RetireCommandTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Inject
    TestCommands commands;

    @Inject
    GitHubClientFactory clients;

    private CliFixture fixture;

    private Path directory;

    @BeforeEach
    void settle(@TempDir Path empty) {
        directory = empty;
        settle(3);
    }

    private void settle(int size) {
        var nothing = TestSecretReader.ofTokens(version -> {
            throw new AssertionError("there is no vault");
        });
        fixture = new CliFixture(commands.with(nothing, TestCredentials.ofEnvironment()), directory, size);
        for (String token : new String[] {fixture.oldToken, fixture.newToken, fixture.token("Auditor")}) {
            LocalGitHub.gitHub()
                    .hasToken(token)
                    .fineGrained("secrets=write", "actions=read", "environments=read", "dependabot_secrets=read");
        }
        LocalGitHub.gitHub().hasToken(fixture.oldToken).of("ada");
        LocalGitHub.gitHub().forgetsRequests();
        assertThat(fixture.rotate(fixture.oldToken).code()).isZero();
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));
    }

    @Test
    void tellsEachPartAndThatTheOldTokenCanBeRevoked() {
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Whether the old " + fixture.secret + " is still needed:\n")
                .contains(
                        "✓ rotation       rotation ",
                        " is complete since ",
                        "✓ old-token      it is not the current token, belongs to ada, and GitHub accepts it until ",
                        "✓ credential     GITHUB_TOKEN, which reads, is another",
                        "✓ graph          every repository of the graph was given the current token",
                        "✓ repositories   GitHub shows 3 repositories as written with the current token",
                        "✓ other-secrets  no " + fixture.secret,
                        "✓ runs           no run that began before its repository was written is unfinished",
                        "• reruns         no run of the last 30 days began with the old token")
                .endsWith("Nothing needs the old token: it can be revoked.\nTo revoke it: ccat pat retire --revoke\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void namesAQueuedRunWithItsLinkUntilItHasEnded() throws Exception {
        var run = fixture.repository(2).hasRun("queued", LONG_AGO);
        var ran = retire(fixture.oldToken, "--json");

        assertThat(ran.code()).isEqualTo(1);
        var json = new ObjectMapper().readTree(ran.out());
        assertThat(json.at("/verdict").asText()).isEqualTo("not-yet");
        var row = json.at("/gate")
                .valueStream()
                .filter(part -> part.at("/part").asText().equals("runs"))
                .findFirst()
                .orElseThrow();
        assertThat(row.at("/result").asText()).isEqualTo("blocked");
        assertThat(row.at("/obstacles/0/repository").asText())
                .isEqualTo(fixture.names().get(1));
        assertThat(row.at("/obstacles/0/what").asText()).isEqualTo("run 1, begun 2026-01-01T00:00:00Z, is queued");
        assertThat(row.at("/obstacles/0/link").asText())
                .matches("https://github.com/" + fixture.names().get(1) + "/actions/runs/\\d+");

        run.ends();
        assertThat(retire(fixture.oldToken).code()).isZero();
    }

    @Test
    void refusesTheCurrentTokenAndSendsItNowhere() {
        LocalGitHub.gitHub().forgetsRequests();
        var ran = retire(fixture.newToken);

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).contains("✗ old-token      the given token is the current one of " + fixture.secret);
        assertThat(LocalGitHub.gitHub().requests()).isEmpty();
    }

    @Test
    void takesATokenThatWasPutBackForTheCurrentOneAndTheOtherForTheOld() {
        assertThat(fixture.withVariable("GITHUB_TOKEN", "")
                        .rotate(fixture.oldToken)
                        .code())
                .isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));

        assertThat(retire(fixture.oldToken).code()).isEqualTo(4);
        assertThat(retire(fixture.newToken).code()).isZero();
    }

    @Test
    void saysThatARejectedTokenIsRetiredOnlyWhenARotationHandedItOut() {
        LocalGitHub.gitHub().hasToken(fixture.oldToken).revoked();
        var ran = retire(fixture.oldToken);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith("The old token is retired already.\n");

        var strange = retire(fixture.token("Strange"));
        assertThat(strange.code()).isEqualTo(5);
        assertThat(strange.out())
                .contains("? old-token      GitHub rejects it, and no rotation from here handed it out");
    }

    @Test
    void namesSecretsElsewhereThatMayHoldTheOldToken() {
        fixture.repository(2).withEnvironmentSecret("production", fixture.secret, "any", LONG_AGO);
        fixture.repository(3).withDependabotSecret(fixture.secret, "any", LONG_AGO);
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        fixture.names().get(1)
                                + ": the secret of its environment 'production' of this name was last written"
                                + " 2026-01-01T00:00:00Z, before the rotation, and may hold the old token",
                        "→ https://github.com/" + fixture.names().get(1) + "/settings/environments",
                        fixture.names().get(2) + ": Dependabot's secret of this name was last written",
                        "→ https://github.com/" + fixture.names().get(2) + "/settings/secrets/dependabot")
                .endsWith("Not yet: the old token is still needed, or may be.\n");
    }

    @Test
    void cannotTellWhatTheCredentialMayNotRead() {
        LocalGitHub.gitHub()
                .hasToken(fixture.token("Auditor"))
                .fineGrained("secrets=read", "actions=read", "environments=read");
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).contains("? other-secrets  " + fixture.names().get(0) + ": Dependabot's secrets: ");
    }

    @Test
    void namesARepositoryThatWasAddedSinceAndOneThatAnotherHandWrote() {
        LocalGitHub.gitHub().hasRepository("villages/new-" + fixture.secret);
        fixture.write("repos:\n"
                + "  " + fixture.names().get(1) + ":\n  " + fixture.names().get(2) + ":\n  villages/new-"
                + fixture.secret + ":\n");
        fixture.repository(2).withSecret(fixture.secret, "any", Instant.now().plusSeconds(60));
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "✗ graph          villages/new-" + fixture.secret
                                + ": it is in the graph, and no rotation from here" + " wrote the current token to it",
                        "✗ repositories   " + fixture.names().get(1) + ": the secret was overwritten ");
    }

    @Test
    void namesARepositoryThatLeftTheGraphWithTheOldToken() {
        assertThat(fixture.withVariable("GITHUB_TOKEN", "")
                        .rotate(fixture.oldToken, "--repo", fixture.names().get(2))
                        .code())
                .isEqualTo(3);
        var third = third();
        fixture.write("repos:\n  " + fixture.names().get(1) + ":\n");
        assertThat(fixture.rotate(third).code()).isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));

        var ran = retire(fixture.oldToken);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains(fixture.names().get(2) + ": the graph does not list it any more");
    }

    @Test
    void isNotOpenWhileARotationIsUnfinished() {
        fixture.repository(2).archived();
        assertThat(fixture.withVariable("GITHUB_TOKEN", "")
                        .rotate(third(), "--continue-on-error")
                        .code())
                .isEqualTo(3);
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("✗ rotation       rotation ", " is stopped: ");
    }

    @Test
    void needsACredentialThatIsNotTheOldTokenAndAWholeGraph() {
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        var ran = retire(fixture.oldToken);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("✗ credential     GITHUB_TOKEN, which reads, is the old token itself");

        assertThat(retire(fixture.oldToken, "--repo", fixture.names().get(1)).code())
                .isEqualTo(2);
    }

    @Test
    void revokesTheOldTokenWithoutAnyCredentialAndSeesItRejected() throws Exception {
        LocalGitHub.gitHub().forgetsRequests();
        var ran = retire(fixture.oldToken, "--revoke", "--yes");

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).endsWith("The old token is revoked: GitHub rejects it.\n");
        var sent = LocalGitHub.gitHub().requests().stream()
                .filter(request -> request.path().equals("/credentials/revoke"))
                .toList();
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.header("authorization")).isEmpty();
            assertThat(request.body()).isEqualTo("{\"credentials\":[\"" + fixture.oldToken + "\"]}");
        });
        assertThat(isAccepted(fixture.oldToken)).isFalse();
        assertThat(isAccepted(fixture.newToken)).isTrue();
        assertThat(retire(fixture.oldToken, "--revoke", "--yes").code()).isZero();
        assertThat(revocations()).isEqualTo(1);
    }

    @Test
    void asksBeforeItRevokesAndTakesNothingButYes() {
        var person = PersonAtTheTerminal.saying("n");
        fixture.answering(person);
        var ran = retire(fixture.oldToken, "--revoke", "--json");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("ccat pat: declined; nothing was revoked\n");
        assertThat(String.join("", person.read()))
                .contains("Nothing needs the old token: it can be revoked.\n")
                .matches("(?s).*\nRevoke the old " + fixture.secret
                        + " of ada, which ends .*\\? GitHub tells its owner, and cannot take it back\\. \\[y/N] ");
        assertThat(revocations()).isZero();
    }

    @Test
    void needsYesWhereThereIsNobodyToAsk() {
        var ran = retire(fixture.oldToken, "--revoke");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--yes is required");
    }

    @Test
    void revokesNothingThatIsStillNeeded() throws Exception {
        fixture.repository(2).hasRun("waiting", LONG_AGO);
        assertThat(retire(fixture.oldToken, "--revoke", "--yes").code()).isEqualTo(1);
        assertThat(retire(fixture.newToken, "--revoke", "--yes").code()).isEqualTo(4);
        assertThat(revocations()).isZero();
        assertThat(isAccepted(fixture.oldToken)).isTrue();
    }

    @Test
    void namesThePageWhereGitHubRevokesNothing() {
        try {
            LocalGitHub.gitHub().revokesCredentials(false);
            var ran = retire(fixture.oldToken, "--revoke", "--yes");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out())
                    .endsWith(
                            "GitHub did not revoke the old token: this GitHub has no address for it (404); delete it on"
                                    + " https://github.com/settings/personal-access-tokens.\n");
        } finally {
            LocalGitHub.gitHub().revokesCredentials(true);
        }
    }

    @Test
    void survivesALostAnswerAndARevocationThatTakesAMoment() throws Exception {
        try {
            LocalGitHub.gitHub().revokesAfter(Duration.ofMillis(300));
            LocalGitHub.gitHub().onRequest("POST", "/credentials/revoke").nth(1).cutsTheConnectionAfterwards();
            var ran = retire(fixture.oldToken, "--revoke", "--yes", "--json");
            assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
            assertThat(new ObjectMapper()
                            .readTree(ran.out())
                            .at("/revocation/result")
                            .asText())
                    .isEqualTo("revoked");
            assertThat(isAccepted(fixture.oldToken)).isFalse();
        } finally {
            LocalGitHub.gitHub().revokesAfter(Duration.ZERO);
            LocalGitHub.gitHub().mend();
        }
    }

    @Test
    void saysThatGitHubDidNotTakeItOrNotYet() {
        try {
            LocalGitHub.gitHub().onRequest("POST", "/credentials/revoke").nth(1).answers(422, "{\"message\":\"No\"}");
            LocalGitHub.gitHub()
                    .onRequest("POST", "/credentials/revoke")
                    .nth(2)
                    .answers(403, Map.of("x-ratelimit-remaining", "0", "retry-after", "3000"), "{\"message\":\"API\"}");
            var refused = retire(fixture.oldToken, "--revoke", "--yes");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out())
                    .contains("GitHub did not revoke the old token: GitHub does not accept the call (422");

            var limited = retire(fixture.oldToken, "--revoke", "--yes");
            assertThat(limited.code()).isEqualTo(5);
            assertThat(limited.out()).contains("Nothing was revoked: GitHub takes no further revocation before ");
        } finally {
            LocalGitHub.gitHub().mend();
        }
    }

    /** The process dies at its first request, and around the revocation, which is the last but one; then it runs again. */
    @Test
    void killedAtEveryStepItNeverTouchesTheCurrentTokenAndEndsWithTheOldOneRevoked() throws Exception {
        settle(2);
        String old = fixture.newToken;
        int requests = -1;
        int round = 0;
        for (int fromTheEnd : new int[] {-1, 0, 1, 2, 3, Integer.MAX_VALUE}) {
            String current = next(++round);
            var sent = new AtomicInteger();
            int last = Math.max(1, requests - fromTheEnd);
            int code = dyingAt(fromTheEnd < 0 ? Integer.MAX_VALUE : last, sent, old);
            assertThat(isAccepted(current)).isTrue();
            if (fromTheEnd < 0) {
                requests = sent.get();
                assertThat(code).isZero();
            } else {
                assertThat(code).isEqualTo(5);
                assertThat(isAccepted(old)).isEqualTo(fromTheEnd > 1);
            }
            var again = retire(old, "--revoke", "--yes");
            assertThat(again.code())
                    .as(fromTheEnd + ": " + again.out() + again.err())
                    .isZero();
            assertThat(isAccepted(old)).isFalse();
            assertThat(isAccepted(current)).isTrue();
            old = current;
        }
    }

    /** Runs it until GitHub has answered the request of that number. */
    private int dyingAt(int number, AtomicInteger sent, String old) {
        clients.onCall(new RequestListener() {
            @Override
            public void answered(int status) {
                if (sent.incrementAndGet() == number) {
                    throw new AssertionError("the process dies here");
                }
            }

            @Override
            public void unanswered() {}
        });
        try {
            return retire(old, "--revoke", "--yes").code();
        } finally {
            clients.onCall(RequestListener.silent());
        }
    }

    private String next(int number) {
        String token = fixture.token("Next" + "i".repeat(number) + "x");
        LocalGitHub.gitHub()
                .hasToken(token)
                .of("holder" + number)
                .fineGrained("secrets=write", "actions=read", "environments=read", "dependabot_secrets=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        assertThat(fixture.withVariable("GITHUB_TOKEN", "").rotate(token).code())
                .isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));
        return token;
    }

    private static int revocations() {
        return LocalGitHub.gitHub().count("POST", "/credentials/revoke");
    }

    private static boolean isAccepted(String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(LocalGitHub.gitHub().url() + "/user"))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "a-test")
                .build();
        return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private String third() {
        var third = fixture.token("Third");
        LocalGitHub.gitHub()
                .hasToken(third)
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        return third;
    }

    private CliFixture.Ran retire(String token, String... more) {
        return fixture.run(token + "\n", fixture.onThis("retire", "--token-from", "stdin", more));
    }
}
