package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.KnownRetirable;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenState;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ScriptedAnswer;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RequestListener;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RevocationResult;
import io.github.ccatobs.pat.retirement.TestRetirement;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retire}, as a user calls it. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RetireCommandTest {

    private static final Map<String, String> REVOKING = Map.of("ccat.pat.token.revoke-old", "true");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Inject
    TestCommands commands;

    @Inject
    GitHubClientFactory clients;

    @Inject
    RotationStore store;

    @Inject
    TestRetirement gates;

    private final Map<TokenVersion, String> vault = new HashMap<>();

    private CliFixture fixture;

    private Path directory;

    @BeforeEach
    void settle(@TempDir Path empty) {
        directory = empty;
        // All tests of commands share it, and GitHub takes a hundred secrets at most.
        LocalGitHub.gitHub().hasRepository("ccatobs/system-integration").withoutSecret();
        settle(3, TestCredentials.ofEnvironment());
    }

    private void settle(int size, CredentialResolver credentials) {
        var nothing = TestSecretReader.ofTokens(version -> {
            throw new AssertionError("there is no vault");
        });
        fixture = new CliFixture(commands.with(nothing, credentials), directory, size);
        for (String token : new String[] {fixture.oldToken, fixture.newToken, fixture.token("Auditor")}) {
            LocalGitHub.gitHub()
                    .hasToken(token)
                    .fineGrained("secrets=write", "actions=read", "environments=read", "dependabot_secrets=read");
        }
        LocalGitHub.gitHub().hasToken(fixture.oldToken).of("ada");
        // Limits are those of a person.
        LocalGitHub.gitHub().hasToken(fixture.token("Auditor")).of("auditor-" + fixture.secret);
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
                .endsWith("Nothing needs the old token: it can be revoked.\nTo revoke it: ccat pat retire --graph "
                        + fixture.graph() + " --secret " + fixture.secret + " --token-from stdin --revoke\n");
        assertThat(ran.err()).isEmpty();
    }

    /** Another machine wrote the old token, by a clock of its own. */
    @Test
    void takesTheTokenThatWasWrittenLastByGitHubsClockForTheCurrentOne() {
        var now = ApplicationClock.shared().instant();
        recordWriteOfTheOldToken(now, now.minus(Duration.ofHours(1)));
        assertThat(retire(fixture.oldToken).out()).doesNotContain("is the current one");

        recordWriteOfTheOldToken(now.minus(Duration.ofHours(1)), now.plusSeconds(60));
        assertThat(retire(fixture.oldToken).out())
                .contains("✗ old-token      the given token is the current one of " + fixture.secret);
    }

    private void recordWriteOfTheOldToken(Instant at, Instant gitHubAt) {
        var secret = new SecretName(fixture.secret);
        var old = store.find(secret, Fingerprint.of(SecretValue.of(fixture.oldToken)))
                .orElseThrow();
        var written = RepositoryName.parse("ccatobs/not-in-the-graph");
        store.underLease(secret, "a test", ApplicationClock.shared().instant(), Duration.ofMinutes(1), lease -> {
            store.save(old.head(), List.of(written), lease);
            store.record(old.head(), written, new Outcome.Updated(at, 1, true, Optional.of(gitHubAt)), lease);
            return lease;
        });
    }

    /** Otherwise a person copies a secret to the clipboard in vain. */
    @Test
    void saysThatARotationRunsBeforeTheTokenIsRead() {
        var lease = store.acquire(
                new SecretName(fixture.secret),
                "ada@laptop",
                ApplicationClock.shared().instant(),
                Duration.ofMinutes(5));
        try {
            assertThat(retire("").err())
                    .startsWith("warning: another rotation of " + fixture.secret + " is running: ada@laptop, since ")
                    .contains("no token given");
        } finally {
            store.release(lease);
        }
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

    /** A run goes on from one state to the next between two listings, and back to waiting. */
    @Test
    void listsTheStatesOfRunsInTheOrderInWhichARunGoesThroughThem() {
        LocalGitHub.gitHub().forgetsRequests();
        assertThat(retire(fixture.oldToken).code()).isZero();

        assertThat(LocalGitHub.gitHub().requests().stream()
                        .filter(request -> request.path()
                                .equals("/repos/" + fixture.names().get(1) + "/actions/runs"))
                        .map(request -> request.query().replaceAll("(?:.*&)?status=([a-z_]+).*", "$1"))
                        .filter(status -> !status.equals("completed")))
                .containsExactly("requested", "pending", "waiting", "queued", "in_progress", "waiting");
    }

    /** By its new name it was given the current token, by its old one the old token. */
    @Test
    void isNotHeldUpByARepositoryThatWasRenamed() {
        String before = fixture.names().get(2);
        String today = before + "-renamed";
        fixture.repository(3).renamedTo(today);
        fixture.write("repos:\n  " + fixture.names().get(1) + ":\n  " + today + ":\n");
        var third = third();
        assertThat(fixture.withVariable("GITHUB_TOKEN", "").rotate(third).code())
                .isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));

        var ran = retire(fixture.newToken);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    }

    @Test
    void namesEveryWordThatWasTypedInTheCommandThatRevokes() {
        var ran = retire(fixture.oldToken, "--unknown-token");

        assertThat(ran.out())
                .endsWith("To revoke it: ccat pat retire --graph " + fixture.graph() + " --secret " + fixture.secret
                        + " --token-from stdin --unknown-token --revoke\n");
    }

    @Test
    void cannotTellWhileTheStoreCannotBeRead() {
        LocalGitHub.spoilStore();
        var ran = retire(fixture.oldToken, "--revoke", "--yes");

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(5);
        assertThat(ran.err()).startsWith("ccat pat: ").doesNotContain("defect");
        assertThat(revocations()).isZero();
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
                .contains("? old-token      GitHub rejects it, and no rotation from here handed it out")
                .contains("; if you know that it is the old one, add --unknown-token\n");
        assertThat(retire(fixture.token("Strange"), "--unknown-token").code()).isZero();
    }

    @Test
    void revokesATokenThatNobodyHereHandedOutOnlyWhenAPersonVouchesForIt() throws Exception {
        String strange = strange();
        var ran = retire(strange, "--revoke", "--yes");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(5);
        assertThat(ran.out())
                .contains(
                        "? old-token      GitHub accepts it and it belongs to eve, but no rotation from here handed it"
                                + " out, and it does not end before the current token: it may be a new token, or another"
                                + " than was meant; give the old one, or if you know that this is it, add"
                                + " --unknown-token");
        assertThat(isAccepted(strange)).isTrue();

        var vouched = retire(strange, "--unknown-token", "--revoke", "--yes");
        assertThat(vouched.code()).as(vouched.out() + vouched.err()).isZero();
        assertThat(isAccepted(strange)).isFalse();
    }

    @Test
    void takesATokenThatNobodyHereHandedOutForTheOldOneWhenItEndsBeforeTheCurrentOne() {
        String strange = strange();
        LocalGitHub.gitHub().hasToken(strange).expiringAt(ApplicationClock.now().plus(Duration.ofDays(5)));
        var ran = retire(strange);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("; no rotation from here handed it out");

        LocalGitHub.gitHub().hasToken(strange).expiringAt(ApplicationClock.now().plus(Duration.ofDays(300)));
        assertThat(retire(strange).code()).isEqualTo(5);
    }

    @Test
    void refusesTheVersionThatWaitsAndTakesTheOneBeforeTheCurrent() throws Exception {
        settle(2, TestCredentials.none((TokenVersion version) -> vault(version)));
        String strange = strange();
        vault.put(TokenVersion.CURRENT, fixture.newToken);
        vault.put(TokenVersion.PENDING, strange);
        var waiting = retire(strange, "--unknown-token", "--revoke", "--yes");
        assertThat(waiting.code()).as(waiting.out() + waiting.err()).isEqualTo(4);
        assertThat(waiting.out())
                .contains(
                        "✗ old-token      the given token is the version that waits as AWSPENDING in Secrets Manager");
        assertThat(isAccepted(strange)).isTrue();

        vault.remove(TokenVersion.PENDING);
        assertThat(retire(strange).code()).isEqualTo(5);
        vault.put(TokenVersion.PREVIOUS, strange);
        assertThat(retire(strange).code()).isZero();
    }

    /** It may be the token itself. */
    @Test
    void revokesNothingWhileTheVersionThatWaitsCannotBeRead() throws Exception {
        settle(2, TestCredentials.none((TokenVersion version) -> {
            if (version.equals(TokenVersion.PENDING)) {
                throw new TokenSourceException.TokenSourceUnavailableException("Secrets Manager throttles requests");
            }
            return vault(version);
        }));
        String strange = strange();
        vault.put(TokenVersion.CURRENT, fixture.newToken);
        var ran = retire(strange, "--unknown-token", "--revoke", "--yes");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(5);
        assertThat(ran.out())
                .contains(
                        "? old-token      the version that waits as AWSPENDING in Secrets Manager could not be compared"
                                + " with it: Secrets Manager throttles requests");
        assertThat(isAccepted(strange)).isTrue();
    }

    @Test
    void refusesTheCredentialThatTheVaultHasForGitHub() {
        settle(2, TestCredentials.configured(this::strange, this::vault));
        var ran = retire(strange(), "--unknown-token");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(4);
        assertThat(ran.out()).contains("✗ old-token      the given token is the secret of ccat.pat.github.secret-id");
    }

    /** A password manager may ask the person each time; but what is revoked is compared with what is current then. */
    @Test
    void runsTheCommandThatPrintsTheCurrentTokenOnceAndOnceMoreBeforeItRevokes() throws Exception {
        Path kept = directory.resolve("kept");
        Path runs = directory.resolve("runs");
        settle(2, TestCredentials.ofTokenCommand("sh -c 'echo run >> " + runs + "; cat " + kept + "'"));
        Files.writeString(kept, fixture.newToken);

        assertThat(retire(fixture.oldToken).code()).isZero();
        assertThat(runs).hasContent("run");

        var ran = retire(fixture.oldToken, "--revoke", "--yes");

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(runs).hasContent("run\nrun\nrun");
    }

    @ParameterizedTest(name = "as the credential: {0}")
    @ValueSource(booleans = {false, true})
    void revokesNoTokenThatIsInUseAgainBeforeItIsRevoked(boolean asCredential) throws Exception {
        Path kept = directory.resolve("kept");
        Path back = directory.resolve("back");
        String command = "sh -c 'cat " + kept + "; cp " + back + " " + kept + "'";
        settle(
                2,
                asCredential ? TestCredentials.ofCredentialCommand(command) : TestCredentials.ofTokenCommand(command));
        Files.writeString(kept, fixture.newToken);
        Files.writeString(back, fixture.oldToken);

        var ran = retire(fixture.oldToken, "--revoke", "--yes");

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(4);
        assertThat(ran.out())
                .contains(
                        asCredential
                                ? "is the credential that ccat.pat.github.exec prints"
                                : "the given token is the current one of ");
        assertThat(revocations()).isZero();
    }

    @Test
    void refusesATokenThatARotationOfAnotherSecretHandsOut() {
        fixture.repository(2).archived();
        assertThat(rotateOther(fixture.oldToken, "--continue-on-error").code()).isEqualTo(3);
        var ran = retire(fixture.oldToken, "--revoke", "--yes");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(4);
        assertThat(ran.out()).contains(" hands the given token out as OTHER_" + fixture.secret + ", and is stopped");
        assertThat(revocations()).isZero();
    }

    @Test
    void refusesATokenThatARepositoryStillHasAsAnotherSecret() {
        assertThat(rotateOther(fixture.oldToken))
                .satisfies(
                        ran -> assertThat(ran.code()).as(ran.out() + ran.err()).isZero());
        String whole = "repos:\n  " + fixture.names().get(1) + ":\n  "
                + fixture.names().get(2) + ":\n";
        fixture.write("repos:\n  " + fixture.names().get(1) + ":\n");
        assertThat(rotateOther(third()))
                .satisfies(
                        ran -> assertThat(ran.code()).as(ran.out() + ran.err()).isZero());
        fixture.write(whole);
        var ran = retire(fixture.oldToken, "--revoke", "--yes");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(4);
        assertThat(ran.out())
                .contains("the given token was the last that " + fixture.names().get(2) + " was given as OTHER_"
                        + fixture.secret);
        assertThat(revocations()).isZero();
    }

    private CliFixture.Ran rotateOther(String token, String... more) {
        fixture.withVariable("GITHUB_TOKEN", "");
        String[] words = Stream.concat(
                        Stream.of(
                                "rotate",
                                "--graph",
                                fixture.graph().toString(),
                                "--secret",
                                "OTHER_" + fixture.secret,
                                "--token-from",
                                "stdin",
                                "--yes"),
                        Stream.of(more))
                .toArray(String[]::new);
        var ran = fixture.run(token + "\n", words);
        fixture.withVariable("GITHUB_TOKEN", fixture.token("Auditor"));
        return ran;
    }

    private String strange() {
        String strange = fixture.token("Strange");
        LocalGitHub.gitHub().hasToken(strange).of("eve").fineGrained("secrets=write", "actions=read");
        return strange;
    }

    private TokenSource vault(TokenVersion version) {
        return () -> {
            String token = Optional.ofNullable(vault.get(version))
                    .orElseThrow(() -> new TokenSourceException.TokenNotFoundException("no " + version));
            return new ReceivedToken(SecretValue.of(token), "the vault", Optional.empty());
        };
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
    void looksAtTheSecretsOfCodespacesWhereTheCredentialMayListThem() {
        fixture.repository(3).withCodespacesSecret(fixture.secret, "any", LONG_AGO);
        var unseen = retire(fixture.oldToken);
        assertThat(unseen.code()).as(unseen.out() + unseen.err()).isZero();
        assertThat(unseen.out())
                .contains("• other-secrets  Codespaces' secrets were not looked at in 3 of 3 repositories, e.g. "
                        + fixture.names().get(0) + ": GITHUB_TOKEN lacks Codespaces secrets: write on ");

        LocalGitHub.gitHub()
                .hasToken(fixture.token("Auditor"))
                .fineGrained(
                        "secrets=write",
                        "actions=read",
                        "environments=read",
                        "dependabot_secrets=read",
                        "codespaces_secrets=write");
        var ran = retire(fixture.oldToken);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        fixture.names().get(2) + ": Codespaces' secret of this name was last written",
                        "→ https://github.com/" + fixture.names().get(2) + "/settings/secrets/codespaces")
                .doesNotContain("Codespaces' secrets were not looked at");

        fixture.repository(3)
                .withCodespacesSecret(
                        fixture.secret, "any", ApplicationClock.now().plusSeconds(60));
        assertThat(retire(fixture.oldToken).out())
                .contains("an environment, or the repository's Dependabot or Codespaces is older than the rotation");

        String codespaces = "/repos/" + fixture.names().get(1) + "/codespaces/secrets";
        try {
            LocalGitHub.gitHub().onRequest("GET", codespaces).answers(422, "{\"message\":\"No\"}");
            var unknown = retire(fixture.oldToken);
            assertThat(unknown.code()).isEqualTo(5);
            assertThat(unknown.out())
                    .contains("? other-secrets  " + fixture.names().get(1) + ": Codespaces' secrets: ");
        } finally {
            LocalGitHub.gitHub().clearFaults();
        }
    }

    @Test
    void looksAtWhatTheOrganisationSharesForDependabotAndCodespacesWhereTheCredentialMayListIt() {
        var organization = LocalGitHub.gitHub().hasOrganization("villages");
        var unseen = retire(fixture.oldToken);
        assertThat(unseen.code()).as(unseen.out() + unseen.err()).isZero();
        assertThat(unseen.out())
                .contains(
                        "✓ other-secrets  no " + fixture.secret + " of the organisation's Actions, an environment, or",
                        "• other-secrets  the organisation's secrets for Dependabot were not looked at in 2 of 2"
                                + " organisations, e.g. ccatobs: GITHUB_TOKEN lacks Organization dependabot secrets: read"
                                + " on ccatobs (403: Must be an org owner",
                        "• other-secrets  the organisation's secrets for Codespaces were not looked at in 2 of 2"
                                + " organisations, e.g. ccatobs: GITHUB_TOKEN lacks Organization codespaces secrets: read"
                                + " on ccatobs (403: Must be an org owner");

        LocalGitHub.gitHub().hasToken(fixture.token("Auditor")).withScopes("repo");
        var classic = retire(fixture.oldToken);
        assertThat(classic.code()).as(classic.out() + classic.err()).isZero();
        assertThat(classic.out())
                .contains(
                        "for Dependabot were not looked at in 2 of 2 organisations, e.g. ccatobs: GITHUB_TOKEN lacks the"
                                + " scope admin:org on ccatobs (403: Must be an org owner",
                        "for Codespaces were not looked at in 2 of 2 organisations, e.g. ccatobs: GITHUB_TOKEN lacks the"
                                + " scope admin:org on ccatobs (403: Must be an org owner");

        LocalGitHub.gitHub()
                .hasToken(fixture.token("Auditor"))
                .fineGrained(
                        "secrets=write",
                        "actions=read",
                        "environments=read",
                        "dependabot_secrets=read",
                        "organization_dependabot_secrets=read",
                        "organization_codespaces_secrets=read");
        try {
            organization.dependabot().withAll(fixture.secret, LONG_AGO);
            organization.codespaces().with(List.of(fixture.names().get(2)), fixture.secret, LONG_AGO);
            var ran = retire(fixture.oldToken);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out())
                    .contains(
                            "✗ other-secrets  the secret of this name that villages shares for Dependabot with 2"
                                    + " repositories of the graph was last written 2026-01-01T00:00:00Z, before the"
                                    + " rotation, and may hold the old token\n",
                            "→ https://github.com/organizations/villages/settings/secrets/dependabot\n",
                            "✗ other-secrets  the secret of this name that villages shares for Codespaces with "
                                    + fixture.names().get(2) + " was last written",
                            "→ https://github.com/organizations/villages/settings/secrets/codespaces\n")
                    .doesNotContain("the organisation's secrets for");

            organization.dependabot().withPrivate(fixture.secret, LONG_AGO);
            organization.codespaces().with(List.of("villages/another"), fixture.secret, LONG_AGO);
            fixture.repository(2).openToThePublic();
            assertThat(retire(fixture.oldToken).out())
                    .contains("that villages shares for Dependabot with "
                            + fixture.names().get(2) + " was")
                    .doesNotContain("for Codespaces");

            LocalGitHub.gitHub().onRequest("POST", "/graphql").answers(404, "{\"message\":\"Not Found\"}");
            var byRest = retire(fixture.oldToken);
            assertThat(byRest.code()).as(byRest.out() + byRest.err()).isEqualTo(1);
            assertThat(byRest.out())
                    .contains("that villages shares for Dependabot with "
                            + fixture.names().get(2) + " was")
                    .doesNotContain("? other-secrets", "for Codespaces");
            LocalGitHub.gitHub()
                    .onRequest("GET", "/repos/" + fixture.names().get(2))
                    .answers(422, "{\"message\":\"No\"}");
            assertThat(retire(fixture.oldToken).out())
                    .contains("? other-secrets  " + fixture.names().get(2)
                            + ": whether villages shares its secret for Dependabot with it: GitHub does not accept the"
                            + " call (422");
            LocalGitHub.gitHub().clearFaults();

            organization
                    .dependabot()
                    .withAll(fixture.secret, ApplicationClock.now().plusSeconds(60));
            assertThat(retire(fixture.oldToken).out())
                    .contains("✓ other-secrets  no " + fixture.secret
                            + " of the organisation's Actions, Dependabot or Codespaces, an environment, or");

            LocalGitHub.gitHub()
                    .onRequest("GET", "/orgs/villages/dependabot/secrets/" + fixture.secret)
                    .answers(422, "{\"message\":\"No\"}");
            var unknown = retire(fixture.oldToken, "--revoke", "--yes");
            assertThat(unknown.code()).isEqualTo(5);
            assertThat(unknown.out())
                    .contains(
                            "? other-secrets  villages: its secrets for Dependabot: GitHub does not accept the call (422");
            assertThat(revocations()).isZero();
        } finally {
            organization.dependabot().clear();
            organization.codespaces().clear();
            LocalGitHub.gitHub().clearFaults();
        }
    }

    @Test
    void cannotTellWhatTheCredentialMayNotRead() {
        LocalGitHub.gitHub()
                .hasToken(fixture.token("Auditor"))
                .fineGrained("secrets=read", "actions=read", "environments=read");
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out())
                .contains(
                        "? other-secrets  " + fixture.names().get(0) + ": Dependabot's secrets: ",
                        "; and so in 1 more\n");
        assertThat(ran.err())
                .startsWith("To look with a credential that may read more, e.g. an administrator's own:\n"
                        + "  GITHUB_TOKEN=$(gh auth token) ccat pat retire --graph ");
    }

    @Test
    void namesEachRightThatIsMissingHoweverManyRepositoriesLackAnother() {
        settle(5, TestCredentials.ofEnvironment());
        fixture.repository(5).withEnvironment("production");
        LocalGitHub.gitHub().hasToken(fixture.token("Auditor")).fineGrained("secrets=write", "actions=read");
        var ran = retire(fixture.oldToken);

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out())
                .contains(
                        "? other-secrets  " + fixture.names().get(0) + ": Dependabot's secrets: GITHUB_TOKEN lacks"
                                + " Dependabot secrets: read on ",
                        "; " + fixture.names().get(4) + ": its environment 'production': GITHUB_TOKEN lacks"
                                + " Environments: read on ",
                        "; and so in 4 more\n");
        assertThat(ran.err()).startsWith("To look with a credential that may read more, e.g. an administrator's own:");
    }

    @Test
    void needsNoRightToReadEnvironmentsWhereNoRepositoryHasOne() {
        LocalGitHub.gitHub()
                .hasToken(fixture.token("Auditor"))
                .fineGrained("secrets=read", "actions=read", "dependabot_secrets=read");
        assertThat(retire(fixture.oldToken).code()).isZero();
    }

    @Test
    void namesARepositoryThatWasAddedSinceAndOneThatAnotherHandWrote() {
        LocalGitHub.gitHub().hasRepository("villages/new-" + fixture.secret);
        fixture.write("repos:\n"
                + "  " + fixture.names().get(1) + ":\n  " + fixture.names().get(2) + ":\n  villages/new-"
                + fixture.secret + ":\n");
        fixture.repository(2)
                .withSecret(fixture.secret, "any", ApplicationClock.now().plusSeconds(60));
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

        String name = fixture.repository(3).fullName();
        fixture.repository(3).renamedTo("mallory/" + fixture.secret);
        assertThat(retire(fixture.oldToken).code())
                .as("another owner's repository keeps no token valid")
                .isZero();
        fixture.repository(3).renamedTo(name);

        var hidden = fixture.repository(3).hiddenFrom(fixture.token("Auditor"));
        var unseen = retire(fixture.oldToken, "--revoke", "--yes");
        assertThat(unseen.code()).as(unseen.out() + unseen.err()).isEqualTo(5);
        assertThat(unseen.out())
                .contains("? repositories   " + hidden.fullName()
                        + ": it left the graph with the old token, and cannot be seen: it is deleted, or hidden from"
                        + " the credential");
        assertThat(revocations()).isZero();
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
    void holdsOffRotationsForLongerThanTheRevocationCanTake() {
        var length = new AtomicReference<>(Duration.ZERO);
        clients.onCall(new RequestListener() {
            @Override
            public void answered(int status) {
                store.held(new SecretName(fixture.secret), ApplicationClock.now())
                        .ifPresent(lease -> length.set(Duration.between(lease.since(), lease.expiresAt())));
            }

            @Override
            public void unanswered() {}
        });
        try {
            assertThat(retire(fixture.oldToken, "--revoke", "--yes").code()).isZero();
        } finally {
            clients.onCall(RequestListener.silent());
        }
        assertThat(length.get()).isGreaterThan(clients.longestRevocation(Duration.ofSeconds(20)));
    }

    @Test
    void asksBeforeItRevokesAndTakesNothingButYes() {
        var person = ScriptedAnswer.saying("n");
        fixture.answering(person);
        var ran = retire(fixture.oldToken, "--revoke", "--json");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("ccat pat: declined; nothing was revoked\n");
        assertThat(String.join("", person.read()))
                .contains("Nothing needs the old token: it can be revoked.\n")
                .matches("(?s).*\nRevoke the old " + fixture.secret
                        + " of ada, which ends .*\\? GitHub tells its owner, and cannot take it back\\. \\[y/N] ");
        assertThat(revocations()).isZero();

        fixture.onATerminal();
        fixture.answering(ScriptedAnswer.saying("n"));
        assertThat(retire(fixture.oldToken, "--revoke", "--json").err())
                .as("what is agreed to, where stdout is a document")
                .contains("Nothing needs the old token: it can be revoked.\n");
    }

    @Test
    void needsYesWhereThereIsNobodyToAsk() {
        var ran = retire(fixture.oldToken, "--revoke");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--yes is needed where nobody can be asked");
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
            LocalGitHub.gitHub().clearFaults();
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
            LocalGitHub.gitHub().clearFaults();
        }
    }

    @Test
    void namesThePageWhereGitHubWantsACredentialOrRefuses() throws Exception {
        try {
            LocalGitHub.gitHub()
                    .onRequest("POST", "/credentials/revoke")
                    .nth(1)
                    .answers(401, "{\"message\":\"Requires authentication\"}");
            LocalGitHub.gitHub().onRequest("POST", "/credentials/revoke").nth(2).answers(403, "{\"message\":\"No\"}");
            assertThat(retire(fixture.oldToken, "--revoke", "--yes"))
                    .returns(1, CliFixture.Ran::code)
                    .extracting(CliFixture.Ran::out)
                    .asString()
                    .contains(
                            "GitHub did not revoke the old token: this GitHub wants a credential for it (401); delete it on");
            assertThat(retire(fixture.oldToken, "--revoke", "--yes"))
                    .returns(1, CliFixture.Ran::code)
                    .extracting(CliFixture.Ran::out)
                    .asString()
                    .contains("GitHub did not revoke the old token: GitHub refuses the call (403: No); delete it on");
        } finally {
            LocalGitHub.gitHub().clearFaults();
        }
        assertThat(isAccepted(fixture.oldToken)).isTrue();
    }

    @Test
    void anUnattendedAuditRevokesTheOldTokenAfterTheGraceTimeAndOnlyWhereAsked() throws Exception {
        vault.put(TokenVersion.PREVIOUS, fixture.oldToken);
        var since = Optional.of(ApplicationClock.now());
        assertThat(follow(Map.of(), since, false, DAY).state()).isEqualTo(new OldTokenState.NotTold());
        assertThat(follow(REVOKING, Optional.empty(), false, DAY).state())
                .isInstanceOf(OldTokenState.CanBeRevoked.class);
        assertThat(follow(REVOKING, since, false, Duration.ofHours(12)).state()).isEqualTo(new OldTokenState.NotTold());
        assertThat(follow(REVOKING, since, true, DAY).state()).isEqualTo(new OldTokenState.NotTold());
        assertThat(revocations()).isZero();

        assertThat(follow(REVOKING, since, false, DAY).state()).isEqualTo(new OldTokenState.Rejected(true));
        assertThat(isAccepted(fixture.oldToken)).isFalse();
        assertThat(isAccepted(fixture.newToken)).isTrue();
        assertThat(follow(REVOKING, since, false, DAY).state()).isEqualTo(new OldTokenState.Rejected(false));
        assertThat(revocations()).isEqualTo(1);
    }

    /** A whole look costs about ten requests a repository, and what GitHub refuses once it mostly refuses again. */
    @Test
    void anAuditTriesAgainAWeekAfterGitHubRefused() throws Exception {
        vault.put(TokenVersion.PREVIOUS, fixture.oldToken);
        var since = Optional.of(ApplicationClock.now());
        try {
            LocalGitHub.gitHub().revokesCredentials(false);
            assertThat(follow(REVOKING, since, false, DAY).state())
                    .isInstanceOfSatisfying(OldTokenState.CanBeRevoked.class, refused -> assertThat(
                                    refused.refusal().orElseThrow())
                            .contains("this GitHub has no address for it (404)"));
            var next = follow(REVOKING, since, false, DAY.multipliedBy(2), true);
            assertThat(next).isEqualTo(new OldTokenStatus(new OldTokenState.NotTold(), 1));
        } finally {
            LocalGitHub.gitHub().revokesCredentials(true);
        }
        assertThat(follow(REVOKING, since, false, DAY.multipliedBy(6), true).calls())
                .isEqualTo(1);
        assertThat(isAccepted(fixture.oldToken)).isTrue();
        assertThat(follow(REVOKING, since, false, DAY.multipliedBy(7), true).state())
                .isEqualTo(new OldTokenState.Rejected(true));
    }

    @Test
    void anAuditNeverRevokesTheCurrentTokenWhateverSecretsManagerCallsPrevious() throws Exception {
        vault.put(TokenVersion.PREVIOUS, fixture.newToken);
        var since = Optional.of(ApplicationClock.now());
        assertThat(follow(REVOKING, since, false, Duration.ofDays(9)).state())
                .isEqualTo(new OldTokenState.NothingToDo());
        vault.put(TokenVersion.PREVIOUS, strange());
        assertThat(follow(REVOKING, since, false, Duration.ofDays(9)).state()).isEqualTo(new OldTokenState.NotTold());
        assertThat(revocations()).isZero();
        assertThat(isAccepted(fixture.newToken)).isTrue();
    }

    /** Its rotation was refused, or never begun, and the current version was moved back: it may be handed out any day. */
    @Test
    void anAuditFollowsNoTokenThatNoRotationHandedOutBeforeTheCurrentOne() throws Exception {
        assertThat(fixture.withVariable("GITHUB_TOKEN", "").rotate(third()).code())
                .isZero();
        vault.put(TokenVersion.PREVIOUS, strange());
        var since = Optional.of(ApplicationClock.now());
        assertThat(follow(REVOKING, since, false, Duration.ofDays(7)).state()).isEqualTo(new OldTokenState.NotTold());
        vault.put(TokenVersion.PREVIOUS, fixture.oldToken);
        assertThat(follow(REVOKING, since, false, Duration.ofDays(7)).state()).isEqualTo(new OldTokenState.NotTold());
        assertThat(revocations()).isZero();
    }

    /** The gate takes minutes; a rotation that begins meanwhile may hand the old token out again. */
    @Test
    void revokesNothingOnceARotationHasBegunSinceTheGate() {
        var credentials = TestCredentials.ofEnvironment();
        var order = new RetirementOrder(
                new SecretName(fixture.secret),
                () -> GraphSource.parse(fixture.graph().toString()),
                name -> Optional.of(fixture.token("Auditor")).filter(token -> name.equals("GITHUB_TOKEN")),
                TimeBudget.each(Duration.ofSeconds(30)),
                false);
        var old = new ReceivedToken(SecretValue.of(fixture.oldToken), "a test", Optional.empty());
        var passed = gates.with(credentials).judge(order, old).token().orElseThrow();
        fixture.repository(2).archived();
        assertThat(fixture.withVariable("GITHUB_TOKEN", "")
                        .rotate(third(), "--continue-on-error")
                        .code())
                .isEqualTo(3);

        assertThat(gates.revoking(credentials).revoke(passed, "a test"))
                .isInstanceOfSatisfying(RevocationResult.NotSent.class, notSent -> assertThat(notSent.sentence())
                        .contains("is stopped"));
        assertThat(revocations()).isZero();
    }

    @Test
    void anAuditSaysAfterAWeekWhatStillNeedsTheOldToken() {
        vault.put(TokenVersion.PREVIOUS, fixture.oldToken);
        fixture.repository(2).hasRun("queued", LONG_AGO);
        assertThat(follow(REVOKING, Optional.empty(), false, DAY).state()).isEqualTo(new OldTokenState.NothingToDo());
        assertThat(follow(REVOKING, Optional.empty(), false, Duration.ofDays(8)).state())
                .isInstanceOfSatisfying(OldTokenState.StillNeeded.class, needed -> assertThat(needed.detail())
                        .matches("a week after rotation [0-9a-z-]+ something still needs the token before it: "
                                + fixture.names().get(1)
                                + ": run 1, begun 2026-01-01T00:00:00Z, is queued"));
        assertThat(revocations()).isZero();
    }

    @Test
    void twoAuditsAtOnceRevokeTheOldTokenAndNothingElse() throws Exception {
        vault.put(TokenVersion.PREVIOUS, fixture.oldToken);
        var since = Optional.of(ApplicationClock.now());
        try (var audits = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = Stream.generate(() -> audits.submit(() -> follow(REVOKING, since, false, DAY)))
                    .limit(2)
                    .toList();
            for (var one : both) {
                assertThat(one.get().state())
                        .isInstanceOfAny(OldTokenState.Rejected.class, OldTokenState.NotTold.class);
            }
        }
        assertThat(follow(REVOKING, since, false, DAY).state()).isInstanceOf(OldTokenState.Rejected.class);
        assertThat(isAccepted(fixture.oldToken)).isFalse();
        assertThat(isAccepted(fixture.newToken)).isTrue();
    }

    /** As an audit does that is made {@code later}. */
    private OldTokenStatus follow(
            Map<String, String> settings, Optional<Instant> since, boolean isAttended, Duration later) {
        return follow(settings, since, isAttended, later, false);
    }

    private OldTokenStatus follow(
            Map<String, String> settings,
            Optional<Instant> since,
            boolean isAttended,
            Duration later,
            boolean isRefused) {
        var all = new HashMap<>(settings);
        all.put("ccat.pat.token.secret-id", "the-token");
        var request = new AuditRequest(
                new SecretName(fixture.secret),
                () -> GraphSource.parse(fixture.graph().toString()),
                DependencyGraph::repositories,
                true,
                AuditScope.narrow(),
                isAttended,
                TimeBudget.each(Duration.ofSeconds(30)),
                name -> Optional.of(fixture.token("Auditor")).filter(token -> name.equals("GITHUB_TOKEN")));
        return gates.following(
                        Settings.of(TokenSettings.class, all),
                        TestSecretReader.ofTokens(this::vault),
                        TestCredentials.ofEnvironment(),
                        Clock.offset(ApplicationClock.shared(), later))
                .follow(request, since.map(at -> new KnownRetirable(at, isRefused)));
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
                .of("third-" + fixture.secret)
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(ApplicationClock.now().plus(Duration.ofDays(90)));
        return third;
    }

    private CliFixture.Ran retire(String token, String... more) {
        return fixture.run(token + "\n", fixture.onThis("retire", "--token-from", "stdin", more));
    }
}
