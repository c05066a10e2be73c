package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    private CliFixture village;

    @BeforeEach
    void settle(@TempDir Path directory) {
        var nothing = TestSecretReader.ofTokens(version -> {
            throw new AssertionError("there is no vault");
        });
        village = new CliFixture(commands.with(nothing, TestCredentials.ofEnvironment()), directory, 3);
        for (String token : new String[] {village.oldToken, village.newToken, village.token("Auditor")}) {
            LocalGitHub.gitHub()
                    .hasToken(token)
                    .fineGrained("secrets=write", "actions=read", "environments=read", "dependabot_secrets=read");
        }
        LocalGitHub.gitHub().hasToken(village.oldToken).of("ada");
        assertThat(village.rotate(village.oldToken).code()).isZero();
        assertThat(village.rotate(village.newToken).code()).isZero();
        village.withVariable("GITHUB_TOKEN", village.token("Auditor"));
    }

    @Test
    void tellsEachPartAndThatTheOldTokenCanBeRevoked() {
        var ran = retire(village.oldToken);

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Whether the old " + village.secret + " is still needed:\n")
                .contains(
                        "✓ rotation       rotation ",
                        " is complete since ",
                        "✓ old-token      it is not the current token, belongs to ada, and GitHub accepts it until ",
                        "✓ credential     GITHUB_TOKEN, which reads, is another",
                        "✓ graph          every repository of the graph was given the current token",
                        "✓ repositories   GitHub shows 3 repositories as written with the current token",
                        "✓ other-secrets  no " + village.secret,
                        "✓ runs           no run that began before its repository was written is unfinished",
                        "• reruns         no run of the last 30 days began with the old token")
                .endsWith("Nothing needs the old token: it can be revoked.\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void namesAQueuedRunWithItsLinkUntilItHasEnded() throws Exception {
        var run = village.repository(2).hasRun("queued", LONG_AGO);
        var ran = retire(village.oldToken, "--json");

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
                .isEqualTo(village.names().get(1));
        assertThat(row.at("/obstacles/0/what").asText()).isEqualTo("run 1, begun 2026-01-01T00:00:00Z, is queued");
        assertThat(row.at("/obstacles/0/link").asText())
                .matches("https://github.com/" + village.names().get(1) + "/actions/runs/\\d+");

        run.ends();
        assertThat(retire(village.oldToken).code()).isZero();
    }

    @Test
    void refusesTheCurrentTokenAndSendsItNowhere() {
        LocalGitHub.gitHub().forgetsRequests();
        var ran = retire(village.newToken);

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).contains("✗ old-token      the given token is the current one of " + village.secret);
        assertThat(LocalGitHub.gitHub().requests()).isEmpty();
    }

    @Test
    void takesATokenThatWasPutBackForTheCurrentOneAndTheOtherForTheOld() {
        assertThat(village.withVariable("GITHUB_TOKEN", "")
                        .rotate(village.oldToken)
                        .code())
                .isZero();
        village.withVariable("GITHUB_TOKEN", village.token("Auditor"));

        assertThat(retire(village.oldToken).code()).isEqualTo(4);
        assertThat(retire(village.newToken).code()).isZero();
    }

    @Test
    void saysThatARejectedTokenIsRetiredOnlyWhenARotationHandedItOut() {
        LocalGitHub.gitHub().hasToken(village.oldToken).revoked();
        var ran = retire(village.oldToken);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith("The old token is retired already.\n");

        var strange = retire(village.token("Strange"));
        assertThat(strange.code()).isEqualTo(5);
        assertThat(strange.out())
                .contains("? old-token      GitHub rejects it, and no rotation from here handed it out");
    }

    @Test
    void namesSecretsElsewhereThatMayHoldTheOldToken() {
        village.repository(2).withEnvironmentSecret("production", village.secret, "any", LONG_AGO);
        village.repository(3).withDependabotSecret(village.secret, "any", LONG_AGO);
        var ran = retire(village.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        village.names().get(1)
                                + ": the secret of its environment 'production' of this name was last written"
                                + " 2026-01-01T00:00:00Z, before the rotation, and may hold the old token",
                        "→ https://github.com/" + village.names().get(1) + "/settings/environments",
                        village.names().get(2) + ": Dependabot's secret of this name was last written",
                        "→ https://github.com/" + village.names().get(2) + "/settings/secrets/dependabot")
                .endsWith("Not yet: the old token is still needed, or may be.\n");
    }

    @Test
    void cannotTellWhatTheCredentialMayNotRead() {
        LocalGitHub.gitHub()
                .hasToken(village.token("Auditor"))
                .fineGrained("secrets=read", "actions=read", "environments=read");
        var ran = retire(village.oldToken);

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).contains("? other-secrets  " + village.names().get(0) + ": Dependabot's secrets: ");
    }

    @Test
    void namesARepositoryThatWasAddedSinceAndOneThatAnotherHandWrote() {
        LocalGitHub.gitHub().hasRepository("villages/new-" + village.secret);
        village.write("repos:\n"
                + "  " + village.names().get(1) + ":\n  " + village.names().get(2) + ":\n  villages/new-"
                + village.secret + ":\n");
        village.repository(2).withSecret(village.secret, "any", Instant.now().plusSeconds(60));
        var ran = retire(village.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "✗ graph          villages/new-" + village.secret
                                + ": it is in the graph, and no rotation from here" + " wrote the current token to it",
                        "✗ repositories   " + village.names().get(1) + ": the secret was overwritten ");
    }

    @Test
    void namesARepositoryThatLeftTheGraphWithTheOldToken() {
        assertThat(village.withVariable("GITHUB_TOKEN", "")
                        .rotate(village.oldToken, "--repo", village.names().get(2))
                        .code())
                .isEqualTo(3);
        var third = third();
        village.write("repos:\n  " + village.names().get(1) + ":\n");
        assertThat(village.rotate(third).code()).isZero();
        village.withVariable("GITHUB_TOKEN", village.token("Auditor"));

        var ran = retire(village.oldToken);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains(village.names().get(2) + ": the graph does not list it any more");
    }

    @Test
    void isNotOpenWhileARotationIsUnfinished() {
        village.repository(2).archived();
        assertThat(village.withVariable("GITHUB_TOKEN", "")
                        .rotate(third(), "--continue-on-error")
                        .code())
                .isEqualTo(3);
        village.withVariable("GITHUB_TOKEN", village.token("Auditor"));
        var ran = retire(village.oldToken);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("✗ rotation       rotation ", " is stopped: ");
    }

    @Test
    void needsACredentialThatIsNotTheOldTokenAndAWholeGraph() {
        village.withVariable("GITHUB_TOKEN", village.oldToken);
        var ran = retire(village.oldToken);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("✗ credential     GITHUB_TOKEN, which reads, is the old token itself");

        assertThat(retire(village.oldToken, "--repo", village.names().get(1)).code())
                .isEqualTo(2);
    }

    private String third() {
        var third = village.token("Third");
        LocalGitHub.gitHub()
                .hasToken(third)
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        return third;
    }

    private CliFixture.Ran retire(String token, String... more) {
        return village.run(token + "\n", village.onThis("retire", "--token-from", "stdin", more));
    }
}
