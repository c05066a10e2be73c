package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.KnownRetirable;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenState;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.graph.TestGraphLoaders;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestLifetimes;
import io.github.ccatobs.pat.token.TokenSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class AuditServiceTest {

    private static final OldTokenState RETIRABLE =
            new OldTokenState.CanBeRevoked("20261123-084512-k3f9", Optional.empty());

    private final AuditFixture github = new AuditFixture();
    private final InMemoryAuditHistory history = new InMemoryAuditHistory();
    private final LifetimeLimitStore limits = TestLifetimes.inMemory();
    private OldTokenState oldToken = new OldTokenState.NothingToDo();
    private Optional<AuditRecord> keptBeforeTheGate = Optional.empty();
    private Optional<Error> oldTokenFailure = Optional.empty();
    private Optional<KnownRetirable> lastKnown = Optional.empty();
    private final List<String> steps = new ArrayList<>();
    private String graph = "";
    private String credential = AuditFixture.CREDENTIAL;
    private Map<String, String> exceptions = Map.of();
    private Map<String, String> secretSettings = Map.of();

    @BeforeEach
    void arrange(@TempDir Path directory) throws IOException {
        github.gitHub.hasRepository("acme/web").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        github.gitHub.hasRepository("acme/api");
        graph = Files.writeString(directory.resolve("graph.yml"), "repos:\n  web:\n  api:\n")
                .toString();
    }

    @AfterEach
    void close() {
        github.close();
    }

    @Test
    void keepsAndShowsAnAuditBeforeItTellsOfIt() {
        var result = run(true, true);

        assertThat(steps).containsExactly("shown", "told: missing acme/api");
        assertThat(history.last(AuditFixture.SECRET)).contains(result.record());
        assertThat(result.record().summary()).isEqualTo(new Audit.AuditSummary(1, 1, 0));
    }

    @Test
    void neitherKeepsNorTellsAnAuditOfSome() {
        var result = run(false, true);

        assertThat(steps).containsExactly("shown");
        assertThat(result.change().opened()).hasSize(1);
        assertThat(history.last(AuditFixture.SECRET)).isEmpty();
    }

    @Test
    void tellsThatNoAuditCouldBeMade() {
        credential = "unknown-to-the-village";

        assertThatThrownBy(() -> run(true, true)).isInstanceOf(GitHubException.CredentialRejectedException.class);
        assertThatThrownBy(() -> run(false, true)).isInstanceOf(GitHubException.CredentialRejectedException.class);
        assertThat(steps).containsExactly("failed: CredentialRejectedException");
    }

    @Test
    void tellsOfAMissingCredentialAndGraphWhoeverAsked() {
        credential = "";
        assertThatThrownBy(() -> run(true, true)).isInstanceOf(SecretUnavailableException.class);
        assertThatThrownBy(() -> run(false, true)).isInstanceOf(SecretUnavailableException.class);
        credential = AuditFixture.CREDENTIAL;
        graph = "there-is-none.yml";
        assertThatThrownBy(() -> run(true, true)).hasMessageContaining("there-is-none.yml");

        assertThat(steps).containsExactly("failed: SecretUnavailableException", "failed: GraphException");
    }

    @Test
    void tellsOfAWrongSettingWhoeverAsked() {
        graph = "https://example.com/graph.yml";

        assertThatThrownBy(() -> run(true, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(true, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(false, true)).isInstanceOf(IllegalArgumentException.class);
        exceptions = Map.of("ccat.pat.audit.max-age", "0s");
        assertThatThrownBy(() -> run(true, true)).hasMessageContaining("ccat.pat.audit.max-age");
        secretSettings = Map.of("ccat.pat.secret", "MY-TOKEN");
        assertThatThrownBy(() -> service().run(Duration.ofMinutes(1))).hasMessageContaining("MY-TOKEN");

        assertThat(steps).hasSize(4).containsOnly("failed: IllegalArgumentException");
    }

    @Test
    void takesAFindingThatIsAcceptedNeitherForOpenNorForResolved() {
        run(true, true);
        exceptions = Map.of(
                "ccat.pat.audit.accept.\"api\".reason", "moves away",
                "ccat.pat.audit.accept.\"api\".until", "2030-01-31");
        github.time.move(Duration.ofHours(1));

        var result = run(true, true);

        assertThat(result.change().open()).isEmpty();
        assertThat(result.change().recovered()).isEmpty();
        assertThat(result.record().accepted()).isEqualTo(1);
    }

    @Test
    void saysOnceOfEachExceptionThatHidesNothing() {
        exceptions = Map.of(
                "ccat.pat.audit.accept.\"ap\".reason", "moves away",
                "ccat.pat.audit.accept.\"ap\".until", "2030-01-31");
        String note =
                "ccat.pat.audit.accept has an exception for acme/ap, which the graph does not list: did you mean acme/api?";
        assertThat(run(true, true).newNotes()).hasSize(2).endsWith(note);
        github.time.move(Duration.ofHours(1));
        var again = run(true, true);
        assertThat(again.newNotes()).isEmpty();
        assertThat(again.record().notes()).hasSize(2).endsWith(note);
        assertThat(run(false, true).newNotes()).doesNotContain(note);
    }

    @Test
    void namesTheSettingOfAnExceptionForNoRepository() {
        exceptions = Map.of(
                "ccat.pat.audit.accept.\"all\".repository", "acme/*",
                "ccat.pat.audit.accept.\"all\".reason", "everything",
                "ccat.pat.audit.accept.\"all\".until", "2027-01-31");

        assertThatThrownBy(() -> run(true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "ccat.pat.audit.accept has an exception for 'acme/*': repository '*' is not a ");
    }

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31, 1, until is +999999999-12-31: expected a day of the years 1970 to 9999",
        "+10000-01-01, 1, until is +10000-01-01: expected a day of the years 1970 to 9999",
        "-0001-12-31, 1, until is -0001-12-31: expected a day of the years 1970 to 9999",
        "2030-01-31, 251, reason has 502 characters: expected at most 500"
    })
    void refusesExceptionsThatNeverEndOrExplainTooMuch(String until, int repeated, String expected) {
        exceptions = Map.of(
                "ccat.pat.audit.accept.\"api\".reason",
                "\ud83d\udd12a".repeat(repeated),
                "ccat.pat.audit.accept.\"api\".until",
                until);

        assertThatThrownBy(() -> run(true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the exception for acme/api under ccat.pat.audit.accept: " + expected);
    }

    @Test
    void refusesTwoExceptionsForOneRepository() {
        exceptions = Map.of(
                "ccat.pat.audit.accept.\"api\".reason", "moves away",
                "ccat.pat.audit.accept.\"api\".until", "2027-01-31",
                "ccat.pat.audit.accept.\"1\".repository", "Acme/API",
                "ccat.pat.audit.accept.\"1\".reason", "is frozen",
                "ccat.pat.audit.accept.\"1\".until", "2027-03-31");

        assertThatThrownBy(() -> run(true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("two exceptions under ccat\\.pat\\.audit\\.accept are for (?i:acme/api):"
                        + " expected one for each repository");
        assertThat(history.last(AuditFixture.SECRET)).isEmpty();
    }

    @Test
    void announcesTheEndOfAnEightDayCredentialOneDayBeforeAndNotBefore() {
        seenAnother();
        github.token.expiringAt(github.clock.instant().plus(Duration.ofDays(8)));
        var told = new ArrayList<Integer>();
        for (int daysLeft = 8; daysLeft > 0; daysLeft--) {
            steps.clear();
            run(true, true);
            if (steps.contains("told: credential-expiring ")) {
                told.add(daysLeft);
            }
            github.time.move(Duration.ofDays(1));
        }

        assertThat(told).containsExactly(1);
    }

    @Test
    void announcesTheEndAtEachThresholdWhereNoAuditSawTheCredentialBeforeThisOne() {
        github.token.expiringAt(github.clock.instant().plus(Duration.ofDays(20)));
        var told = new ArrayList<Integer>();
        for (int daysLeft = 20; daysLeft > 0; daysLeft--) {
            steps.clear();
            run(true, true);
            if (steps.contains("told: credential-expiring ")) {
                told.add(daysLeft);
            }
            github.time.move(Duration.ofDays(1));
        }

        assertThat(told).containsExactly(20, 14, 7, 3, 1);
    }

    /** An earlier audit read with a credential of another end. */
    private void seenAnother() {
        github.token.expiringAt(github.clock.instant().plus(Duration.ofDays(300)));
        run(true, true);
        github.time.move(Duration.ofDays(1));
    }

    @Test
    void announcesTheEndAtOnceWhereTheFirstAuditTellsNothingOfTheAge() {
        github.token.expiringAt(github.clock.instant().plus(Duration.ofDays(2)));

        run(true, true);

        assertThat(steps).contains("told: credential-expiring ");
    }

    @Test
    void keepsTheMaximumLifetimeThatGitHubTold() {
        github.token.livingLongerThan(8, "acme", 12885303);

        run(false, true);
        assertThat(limits.maximumDays("acme")).isEmpty();
        run(true, true);

        assertThat(limits.maximumDays("acme")).hasValue(8);
    }

    private AuditResult run(boolean isWhole, boolean isAttended) {
        var request = new AuditRequest(
                AuditFixture.SECRET,
                () -> GraphSource.parse(graph),
                listed -> isWhole ? listed.repositories() : AuditFixture.names("acme/api"),
                isWhole,
                AuditScope.narrow(),
                isAttended,
                TimeBudget.of(Duration.ofMinutes(1), github.clock),
                name -> Optional.of(credential).filter(text -> !text.isEmpty() && name.equals("GITHUB_TOKEN")));
        return service().run(request, AuditProgress.silent(), audit -> steps.add("shown"));
    }

    @Test
    void tellsOnceThatTheOldTokenCanBeRevokedAndKeepsThatWhileItCannotBeTold() {
        oldToken = RETIRABLE;
        run(true, true);
        github.time.move(Duration.ofDays(1));
        assertThat(retirable()).hasSize(1);
        var since = retirable().getFirst().since();
        steps.clear();
        oldToken = new OldTokenState.NotTold();
        run(true, true);
        github.time.move(Duration.ofDays(1));
        assertThat(retirable()).extracting(OpenFinding::since).containsExactly(since);
        assertThat(steps).noneMatch(step -> step.contains("retirable"));
        oldToken = new OldTokenState.NothingToDo();
        run(true, true);
        github.time.move(Duration.ofDays(1));
        assertThat(retirable()).isEmpty();
    }

    @Test
    void keepsTheAuditAlsoWhereItIsKilledWhileTheOldTokenIsLookedAt() {
        oldToken = RETIRABLE;
        run(true, true);
        var since = retirable().getFirst().since();
        github.time.move(Duration.ofDays(1));
        oldTokenFailure = Optional.of(new AssertionError("the process dies here"));
        assertThatThrownBy(() -> run(true, true)).isInstanceOf(AssertionError.class);
        assertThat(history.last(AuditFixture.SECRET).orElseThrow().auditedAt()).isEqualTo(github.clock.instant());
        assertThat(retirable()).extracting(OpenFinding::since).containsExactly(since);
        assertThat(history.repositories(AuditFixture.SECRET).orElseThrow().auditedAt())
                .isEqualTo(github.clock.instant());
    }

    @Test
    void countsTheRequestsThatTheLookAtTheOldTokenTook() {
        run(true, true);
        assertThat(history.last(AuditFixture.SECRET).orElseThrow().calls())
                .isEqualTo(keptBeforeTheGate.orElseThrow().calls() + 7);
    }

    @Test
    void anAuditOfSomeLeavesOpenThatTheOldTokenCanBeRevoked() {
        oldToken = RETIRABLE;
        run(true, true);
        github.time.move(Duration.ofDays(1));
        oldToken = new OldTokenState.NothingToDo();
        assertThat(run(false, true).change().recovered()).isEmpty();
    }

    @Test
    void tellsOnceWhatStillNeedsTheOldTokenThoughThatChangesFromNightToNight() {
        oldToken = new OldTokenState.StillNeeded("run 1");
        var first = night();
        assertThat(first.change().opened()).extracting(OpenFinding::kind).contains(FindingKind.OLD_TOKEN_NEEDED);
        oldToken = new OldTokenState.StillNeeded("run 2");
        var second = night();
        assertThat(second.change().opened()).isEmpty();
        assertThat(second.change().recovered()).isEmpty();
        assertThat(second.record().findings())
                .filteredOn(finding -> finding.kind() == FindingKind.OLD_TOKEN_NEEDED)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.detail()).isEqualTo("run 2");
                    assertThat(finding.since()).isEqualTo(first.at());
                });
        oldToken = RETIRABLE;
        var third = night();
        assertThat(third.change().opened()).extracting(OpenFinding::kind).containsExactly(FindingKind.RETIRABLE);
        assertThat(third.change().recovered()).isEmpty();
    }

    @Test
    void saysOnceThatGitHubDidNotRevokeTheOldToken() {
        oldToken = RETIRABLE;
        night();
        assertThat(lastKnown).isEmpty();
        String asIfNone = "GitHub has no address for it, nothing needs it, and GitHub still accepts it";
        oldToken = new OldTokenState.CanBeRevoked("20261123-084512-k3f9", Optional.of(asIfNone));
        assertThat(night().change().opened()).singleElement().satisfies(finding -> assertThat(finding.detail())
                .endsWith("; " + asIfNone));
        assertThat(lastKnown.orElseThrow().isRefused()).isFalse();
        assertThat(night().change().opened()).isEmpty();
        assertThat(lastKnown.orElseThrow().isRefused()).isTrue();
    }

    @Test
    void saysOnceThatTheOldTokenIsRevokedAndForgetsItAfterAWeek() {
        oldToken = RETIRABLE;
        night();
        oldToken = new OldTokenState.Rejected(true);
        var revoked = night();
        assertThat(revoked.change().opened()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.OLD_TOKEN_REVOKED);
            assertThat(finding.detail()).contains("ccat-pat revoked it");
        });
        assertThat(revoked.change().recovered()).isEmpty();
        oldToken = new OldTokenState.Rejected(false);
        for (int more = 1; more < 7; more++) {
            var again = night();
            assertThat(again.change().opened()).isEmpty();
            assertThat(again.record().findings())
                    .extracting(OpenFinding::detail)
                    .contains(revoked.change().opened().getFirst().detail());
        }
        var last = night();
        assertThat(last.change().recovered()).isEmpty();
        assertThat(last.record().findings())
                .extracting(OpenFinding::kind)
                .doesNotContain(FindingKind.OLD_TOKEN_REVOKED);
        assertThat(night().change().opened()).isEmpty();
    }

    @Test
    void saysNothingOfAnOldTokenThatWasRejectedBeforeAnAuditLookedAtIt() {
        oldToken = new OldTokenState.Rejected(false);
        assertThat(night().record().findings())
                .extracting(OpenFinding::kind)
                .doesNotContain(FindingKind.OLD_TOKEN_REVOKED);
    }

    private AuditResult night() {
        var result = run(true, true);
        github.time.move(Duration.ofDays(1));
        return result;
    }

    private List<OpenFinding> retirable() {
        return history.last(AuditFixture.SECRET).orElseThrow().findings().stream()
                .filter(finding -> finding.kind() == FindingKind.RETIRABLE)
                .toList();
    }

    private AuditService service() {
        var graphSettings = Settings.of(
                GraphSettings.class,
                Map.of("ccat.pat.graph", graph, "ccat.pat.organization", "acme", "ccat.pat.orchestrator", "web"));
        return new AuditService(
                Settings.of(AuditSettings.class, exceptions),
                Settings.of(ActionsSecretSettings.class, secretSettings),
                graphSettings,
                TestGraphLoaders.loader(graphSettings, github.connector()),
                github.connector(),
                TestCredentials.ofEnvironment(),
                new NoMemory(),
                history,
                new StepNotifier(),
                notes -> {},
                TestLifetimes.of(Settings.of(TokenSettings.class, Map.of()), limits),
                (request, known) -> {
                    lastKnown = known;
                    keptBeforeTheGate = history.last(request.secret());
                    if (oldTokenFailure.isPresent()) {
                        throw oldTokenFailure.get();
                    }
                    return new OldTokenFollowUp.OldTokenStatus(oldToken, 7);
                },
                Settings.of(TokenSettings.class, Map.of()),
                github.clock);
    }

    /** Writes down what it is asked to tell. */
    private final class StepNotifier implements AuditNotifier {

        @Override
        public void audited(AuditResult audit) {
            assertThat(history.last(AuditFixture.SECRET)).contains(audit.record());
            audit.change()
                    .opened()
                    .forEach(finding -> steps.add("told: " + finding.kind() + " "
                            + finding.repository().map(Object::toString).orElse("")));
        }

        @Override
        public void failed(SecretName secret, RuntimeException failure) {
            steps.add("failed: " + failure.getClass().getSimpleName());
        }
    }

    private record NoMemory() implements BaselineSource {

        @Override
        public RotationBaseline of(SecretName secret) {
            return RotationBaseline.empty();
        }

        @Override
        public HandedOut handedOut(SecretName secret) {
            return new HandedOut.Known(Optional.empty(), Optional.empty());
        }

        @Override
        public Duration settle() {
            return Duration.ofMinutes(2);
        }
    }
}
