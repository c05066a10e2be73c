package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.token.Check;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Unattended rotations, over a GitHub that behaves like the real one. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RotationServiceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private Path directory = Path.of("");

    @BeforeEach
    void settle(@TempDir Path empty) {
        directory = empty;
    }

    /** A token in the shape of fine-grained ones, of words, so that nothing takes it for a real one. */
    private static String fineGrained(String word) {
        String letters = (word + "TokenOfTheService" + "x".repeat(81)).substring(0, 81);
        return "github_pat_" + letters.substring(0, 22) + "_" + letters.substring(22);
    }

    private RotationServiceFixture service(RotationFixture fixture) {
        var service = new RotationServiceFixture(fixture, directory);
        service.vault.put(RotationServiceFixture.NEW);
        return service;
    }

    @Test
    void entersARotationBeforeAnythingIsWritten() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            var startResult = service.begin();
            assertThat(startResult.isNew()).isTrue();
            assertThat(startResult.mustRun()).isTrue();
            var head = startResult.rotation().head();
            assertThat(head.state()).isEqualTo(RotationState.RUNNING);
            assertThat(head.fingerprint()).isEqualTo(Fingerprint.of(SecretValue.of(RotationServiceFixture.NEW)));
            assertThat(head.startedBy()).isEqualTo("ops");
            assertThat(head.versionId()).contains("00000000000000000000000000000001");
            assertThat(fixture.gitHub.requests()).isEmpty();
            assertThat(fixture.store.newest(5)).containsExactly(head);
        }
    }

    /** GitHub is asked as before the first write; nothing is written and no rotation entered. */
    @Test
    void triesATokenOfTheVaultWithoutARotation() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);

            var good = service.open().check(TokenVersion.CURRENT);
            assertThat(good.validation().isRefused()).isFalse();
            assertThat(good.validation().login()).contains("bot");
            assertThat(good.fingerprint()).isEqualTo(Fingerprint.of(SecretValue.of(RotationServiceFixture.NEW)));
            assertThat(good.refusals()).isEmpty();
            assertThat(good.obstacles()).isEmpty();
            assertThat(good.unchecked()).isEmpty();
            fixture.gitHub
                    .onRequest("GET", ".*/public-key")
                    .answers(429, Map.of("retry-after", "72000"), "{\"message\":\"slow\"}");
            var limited = service.open().check(TokenVersion.CURRENT);
            assertThat(limited.validation().isRefused()).isFalse();
            assertThat(limited.refusals()).as("it is not known").isEmpty();
            assertThat(limited.unchecked())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("the repositories were not checked: "));
            fixture.gitHub.clearFaults();
            fixture.time.move(Duration.ofDays(1));
            fixture.gitHub.hasRepository("acme/r003").renamedTo("mallory/r003");
            var blocked = service.open().check(TokenVersion.CURRENT);
            assertThat(blocked.validation().isRefused()).isFalse();
            assertThat(blocked.refusals()).containsExactly("some repositories cannot be written");
            assertThat(blocked.obstacles())
                    .containsOnlyKeys(RepositoryName.parse("acme/r003"))
                    .allSatisfy((repository, why) -> assertThat(why).contains("belongs to mallory today"));
            fixture.gitHub.hasToken(RotationServiceFixture.NEW).revoked();
            var refused = service.open().check(TokenVersion.CURRENT);
            assertThat(refused.validation().isRefused()).isTrue();
            assertThat(refused.refusals()).containsExactly("the token is refused");

            assertThat(fixture.gitHub.count("PUT", ".*")).isZero();
            assertThat(fixture.store.newest(5)).isEmpty();
        }
    }

    /** The graph is read first, by the token itself or by whoever else is configured. */
    @Test
    void refusesATokenThatGitHubRejectsWhileItReadsTheGraph() {
        try (var fixture = RotationFixture.of(2)) {
            fixture.gitHub.hasRepository("acme/ci").withFile("graph.yml", "repos: [r001, r002]\n");
            var service = service(fixture).set("ccat.pat.graph", "github:acme/ci:graph.yml");
            assertThat(service.open().check(TokenVersion.CURRENT).validation().isRefused())
                    .isFalse();

            fixture.gitHub.hasToken(RotationServiceFixture.NEW).revoked();
            assertThat(service.open().check(TokenVersion.CURRENT).validation().checks())
                    .filteredOn(each -> each.result() instanceof CheckResult.Refuse)
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.check()).isEqualTo(Check.ACCOUNT));

            var another = service.writtenBy(RotationServiceFixture.OTHER).open();
            fixture.gitHub.hasToken(RotationServiceFixture.OTHER).revoked();
            assertThatThrownBy(() -> another.check(TokenVersion.CURRENT))
                    .as("the verdict on another credential")
                    .isInstanceOf(GitHubException.CredentialRejectedException.class);
        }
    }

    @Test
    void runsWhatWasEntered() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
            assertThat(head.tokenExpiry()).isNotEqualTo(new TokenExpiry.Unknown());
            assertThat(service.open().due()).isEmpty();
        }
    }

    /** A slice asks for the version by its number; what continues a stopped rotation is the label. */
    @Test
    void keepsTheStageThatItWasBegunWith() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            String other = service.vault.put(RotationServiceFixture.OTHER);
            var begun = service.open()
                    .begin(TokenVersion.PREVIOUS, false, "ops")
                    .rotation()
                    .head();
            assertThat(begun.stage()).contains(TokenVersion.PREVIOUS);
            assertThat(service.open().slice(begun.id(), LONG).stage()).contains(TokenVersion.PREVIOUS);
            assertThat(fixture.store.find(begun.id()).orElseThrow().head().stage())
                    .contains(TokenVersion.PREVIOUS);
            var byNumber = service.open().begin(new TokenVersion.Numbered(other), false, "event");
            assertThat(byNumber.rotation().head().stage()).contains(TokenVersion.CURRENT);
        }
    }

    @Test
    void findsTheRotationOfTheSameToken() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var first = service.begin().rotation().head();
            var again = service.begin();
            assertThat(again.isNew()).isFalse();
            assertThat(again.mustRun()).isTrue();
            assertThat(again.rotation().head()).isEqualTo(first);

            service.open().slice(first.id(), LONG);
            var complete = service.begin();
            assertThat(complete.mustRun()).isFalse();
            assertThat(complete.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(complete.rotation().outcomes()).hasSize(2);
        }
    }

    @Test
    void handsOutATokenOfEightDaysWhereAPolicyAllowsNoMore() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            String tooLong = fineGrained("TooLong");
            String short8 = fineGrained("EightDays");
            fixture.gitHub.hasToken(tooLong).of("bot").livingLongerThan(8, "acme", 7);
            service.vault.put(tooLong);
            var refused = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(refused.state()).isEqualTo(RotationState.REFUSED);
            assertThat(service.formOfTheNext()).contains("&target_name=acme&expires_in=8&");

            var made = fixture.clock.instant();
            fixture.gitHub
                    .hasToken(short8)
                    .of("bot")
                    .fineGrained("secrets=write", "actions=read")
                    .expiringAt(made.plus(Duration.ofDays(8)));
            service.vault.put(short8);
            fixture.time.move(Duration.ofDays(3));
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(short8)).isEqualTo(fixture.names());

            fixture.repository(2).withoutSecret();
            fixture.time.move(Duration.ofDays(3));
            var late = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(late.state()).isEqualTo(RotationState.STOPPED);
            assertThat(late.reason().orElseThrow()).contains("the token is refused");
            assertThat(late.plan()).as("none was made for this run").isEmpty();
            assertThat(fixture.holding(short8)).hasSize(1);
        }
    }

    @Test
    void resumesACompleteRotationOnceGitHubNoLongerShowsTheTokenEverywhere() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            service.open().slice(id, LONG);
            fixture.repository(2).withoutSecret();

            var again = service.begin();
            assertThat(again.isNew()).isFalse();
            assertThat(again.mustRun()).isTrue();
            assertThat(again.rotation().head().id()).isEqualTo(id);
            assertThat(again.rotation().head().state()).isEqualTo(RotationState.RUNNING);

            fixture.gitHub.forgetsRequests();
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.writes()).isEqualTo(1);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @Test
    void takesACompleteRotationForUnfinishedWhileARepositoryCannotBeRead() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            service.open().slice(id, LONG);
            fixture.gitHub.onRequest("GET", ".*/r002/actions/secrets").from(1).answers(404, "{}");
            assertThat(service.begin().mustRun()).isTrue();
        }
    }

    /** Events come late: a version that is not current any more must not be handed out again for what it lost. */
    @Test
    void leavesACompleteRotationOfAnEarlierVersionAsItIs() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var first = service.begin().rotation().head();
            service.open().slice(first.id(), LONG);
            fixture.repository(2).withoutSecret();
            service.vault.put(RotationServiceFixture.OTHER);
            var late = service.open()
                    .begin(new TokenVersion.Numbered(first.versionId().orElseThrow()), false, "event");
            assertThat(late.mustRun()).isFalse();
            assertThat(late.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void isEnteredOnceThoughManyBeginAtOnce() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var shared = service.open();
            var begun = Parallel.each(
                    IntStream.range(0, 8).boxed().toList(),
                    number -> shared.begin(TokenVersion.CURRENT, false, "caller " + number));
            assertThat(begun.values().stream()
                            .map(it -> it.rotation().head().id())
                            .distinct())
                    .hasSize(1);
            assertThat(begun.values().stream().filter(RotationService.StartResult::isNew))
                    .hasSize(1);
            assertThat(fixture.store.newest(10)).hasSize(1);
        }
    }

    @Test
    void isRefusedWhileAnotherRotationRuns() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            fixture.store.acquire(
                    RotationFixture.SECRET, "somebody else", fixture.clock.instant(), Duration.ofHours(2));
            assertThatExceptionOfType(RotationStore.LeaseHeldException.class)
                    .isThrownBy(service::begin)
                    .withMessageContaining("somebody else");
            assertThat(fixture.store.newest(5)).isEmpty();
        }
    }

    @Test
    void supersedesWhatIsUnfinishedWhenTheVaultHasAnotherToken() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var first = service.begin().rotation().head();
            service.vault.put(RotationServiceFixture.OTHER);
            var second = service.begin().rotation().head();
            assertThat(service.open().slice(first.id(), LONG).state()).isEqualTo(RotationState.SUPERSEDED);
            assertThat(fixture.gitHub.requests()).isEmpty();
            assertThat(service.open().due()).containsExactly(second);
        }
    }

    @Test
    void bringsNoEarlierTokenBackBecauseAnEventComesLateOrTwice() {
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            var early = new TokenVersion.Numbered(service.vault.put(RotationServiceFixture.NEW));
            var first = service.open()
                    .begin(early, false, "secretsmanager")
                    .rotation()
                    .head();
            service.vault.put(RotationServiceFixture.OTHER);
            service.begin();
            var again = service.open().begin(early, false, "secretsmanager");
            assertThat(again.mustRun()).isFalse();
            assertThat(again.rotation().head().id()).isEqualTo(first.id());
            assertThat(again.rotation().head().state()).isEqualTo(RotationState.SUPERSEDED);
        }
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            var early = new TokenVersion.Numbered(service.vault.put(RotationServiceFixture.NEW));
            service.vault.put(RotationServiceFixture.OTHER);
            assertThatExceptionOfType(TokenSourceException.UnusableTokenException.class)
                    .isThrownBy(() -> service.open().begin(early, false, "secretsmanager"))
                    .withMessageContaining("is no longer current");
            assertThat(fixture.store.newest(5)).isEmpty();
        }
    }

    @Test
    void goesBackToAnEarlierTokenThatIsCurrentAgain() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var first = service.begin().rotation().head();
            service.vault.put(RotationServiceFixture.OTHER);
            service.begin();
            service.vault.put(RotationServiceFixture.NEW);
            var again = service.begin();
            assertThat(again.rotation().head().id()).isEqualTo(first.id());
            assertThat(again.mustRun()).isTrue();
            assertThat(service.open().slice(first.id(), LONG).state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void getsOnByOneRepositoryHoweverShortItsSlicesAre() {
        try (var fixture = RotationFixture.of(4)) {
            var service = service(fixture);
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ZERO);
            assertThat(heads).hasSize(4);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.writes()).isEqualTo(4);
        }
    }

    @Test
    void entersAStoppedOneAgain() {
        try (var fixture = RotationFixture.of(4)) {
            var service = service(fixture).set("ccat.pat.github.writes-in-flight", "1");
            fixture.gitHub.onRequest("PUT", ".*").nth(3).answers(403, Map.of(), "{\"message\":\"no\"}");
            var stopped = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(stopped.state()).isEqualTo(RotationState.STOPPED);
            assertThat(service.open().due()).isEmpty();
            assertThat(service.open().slice(stopped.id(), LONG)).isEqualTo(stopped);

            var again = service.begin();
            assertThat(again.isNew()).isFalse();
            assertThat(again.mustRun()).isTrue();
            assertThat(again.rotation().head().id()).isEqualTo(stopped.id());
            var head = service.open().slice(stopped.id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @Test
    void passesOverWhatCannotBeWrittenInEverySliceWhenAskedTo() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            fixture.repository(2).archived();
            var id = service.open()
                    .begin(TokenVersion.CURRENT, true, "ops")
                    .rotation()
                    .head()
                    .id();
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).containsExactly(fixture.name(1), fixture.name(3));
        }
    }

    @Test
    void refusesWithEveryRepositoryNamedWhenOneCannotBeWritten() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            fixture.repository(2).archived();
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("nothing was written", "acme/r002: it is archived");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void refusesATokenThatGitHubRejects() {
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            service.vault.put("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");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("GitHub").doesNotContain("ghp_");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void refusesADoubtfulTokenUnlessForced() {
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            service.vault.put(RotationFixture.NEW);
            fixture.repository(2).archived();
            var refused = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(refused.state()).isEqualTo(RotationState.REFUSED);
            assertThat(refused.reason().orElseThrow())
                    .as("all that is wrong at once, as check says it")
                    .contains("warn", "ccat.pat.rotation.force", "acme/r002: it is archived");
            assertThat(fixture.writes()).isZero();

            fixture.repository(2).unarchived();
            service.set("ccat.pat.rotation.force", "true");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void saysWhereARefusedTokensRepositoriesWereNotChecked() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            fixture.gitHub
                    .hasToken(RotationServiceFixture.NEW)
                    .of("bot")
                    .withScopes("repo", "workflow")
                    .expiringAt(fixture.clock.instant().plus(Duration.ofHours(1)));
            fixture.gitHub
                    .onRequest("GET", ".*/public-key")
                    .answers(429, Map.of("retry-after", "72000"), "{\"message\":\"slow\"}");
            var refused = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(refused.state()).isEqualTo(RotationState.REFUSED);
            assertThat(refused.reason().orElseThrow())
                    .contains("the token is refused: ", "; the repositories were not checked: ");
        }
    }

    /** An outage before the checks must not be a way around them. */
    @Test
    void checksTheTokenInTheFirstSliceThatCan() {
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            service.vault.put(RotationFixture.NEW);
            var id = service.begin().rotation().head().id();
            service.vault.trouble =
                    Optional.of(new TokenSourceException.TokenSourceUnavailableException("AWS does not answer"));
            var waiting = service.open().slice(id, LONG);
            assertThat(waiting.state()).isEqualTo(RotationState.WAITING);

            service.vault.trouble = Optional.empty();
            service.waitUntil(waiting.waitUntil().orElseThrow());
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("warn");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void keepsNoTokenThatSomebodyPutIntoASetting() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture).set("ccat.pat.graph", "github:" + RotationServiceFixture.OTHER);
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(fixture.store
                            .find(head.id())
                            .orElseThrow()
                            .head()
                            .reason()
                            .orElseThrow())
                    .contains("[a token]")
                    .doesNotContain(RotationServiceFixture.OTHER);
        }
    }

    @Test
    void refusesAGraphThatIsNotThere() throws Exception {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            Files.delete(service.graph);
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("graph.yml");
        }
    }

    @Test
    void neverHandsOutAnotherTokenThanItBeganWith() {
        try (var fixture = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(fixture, directory);
            String version = service.vault.put(RotationServiceFixture.NEW);
            var id = service.begin().rotation().head().id();
            service.vault.replace(version, RotationServiceFixture.OTHER);
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("another token");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void looksAgainLaterAndLaterWhenTheVaultDoesNotAnswer() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            service.vault.trouble =
                    Optional.of(new TokenSourceException.TokenSourceUnavailableException("AWS does not answer"));
            var first = service.open().slice(id, LONG);
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(first.reason()).contains("AWS does not answer");
            assertThat(first.waitUntil()).contains(fixture.clock.instant().plus(Duration.ofMinutes(1)));
            fixture.time.move(Duration.ofHours(1));
            assertThat(service.open().slice(id, LONG).waitUntil())
                    .contains(fixture.clock.instant().plus(Duration.ofMinutes(6)));
            fixture.time.move(Duration.ofDays(3));
            assertThat(service.open().slice(id, LONG).waitUntil())
                    .contains(fixture.clock.instant().plus(Duration.ofMinutes(15)));
            service.vault.trouble = Optional.empty();
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.WAITING);
            fixture.time.move(Duration.ofMinutes(15));
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void waitsWhileGitHubIsDown() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            fixture.gitHub.onRequest("GET", ".*").answers(503, Map.of(), "");
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.WAITING);
            assertThat(fixture.writes()).isZero();
            fixture.gitHub.clearFaults();
            service.waitUntil(head.waitUntil().orElseThrow());
            assertThat(service.open().due()).extracting(RotationHeader::id).containsExactly(id);
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void isNotDueBeforeItsTimeNorWithoutAVersion() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            fixture.rotate(fixture.ofTheFirst(1));
            assertThat(service.open().due()).isEmpty();
            var id = service.begin().rotation().head().id();
            service.vault.trouble =
                    Optional.of(new TokenSourceException.TokenSourceUnavailableException("AWS does not answer"));
            var waiting = service.open().slice(id, LONG);
            assertThat(service.open().due()).isEmpty();
            service.waitUntil(waiting.waitUntil().orElseThrow());
            assertThat(service.open().due()).containsExactly(waiting);
        }
    }

    @Test
    void leavesARotationAloneThatSomebodyElseRuns() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var head = service.begin().rotation().head();
            fixture.store.acquire(
                    RotationFixture.SECRET, "another process", fixture.clock.instant(), Duration.ofHours(2));
            assertThat(service.open().slice(head.id(), LONG)).isEqualTo(head);
            assertThat(fixture.gitHub.requests()).isEmpty();
        }
    }

    @Test
    void isFoundAgainWhereverItsProcessDied() {
        for (int after = 0; after < 24; after++) {
            try (var fixture = RotationFixture.of(3)) {
                var service = service(fixture).set("ccat.pat.github.writes-in-flight", "1");
                var id = service.begin().rotation().head().id();
                var crashPoint = new CrashPoint(after);
                var mortal = crashPoint.guard(fixture.store);
                try {
                    service.open(mortal).slice(id, LONG);
                } catch (CrashPoint.Killed e) {
                    assertThat(e).isNotNull();
                }
                fixture.time.move(Duration.ofMinutes(2));
                for (var head : service.open().due()) {
                    service.runToTheEnd(head.id(), LONG);
                }
                assertThat(fixture.store.find(id).orElseThrow().head().state())
                        .as("died after %d effects", after)
                        .isEqualTo(RotationState.COMPLETE);
                assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
                assertThat(fixture.writes())
                        .as("writes when it died after %d effects", after)
                        .isBetween(3, 4);
            }
        }
    }

    @Test
    void goesOnInAnotherSliceWithoutLookingAtEverythingAgain() {
        try (var fixture = RotationFixture.of(200)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            var heads = service.runToTheEnd(id, Duration.ofMinutes(2));
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.writes()).isEqualTo(200);
            assertThat(fixture.gitHub.count("POST", "/graphql"))
                    .as("for 200 repositories, once")
                    .isEqualTo(2);
        }
    }

    /** More repositories than the requests of an hour would else be looked at from the first one on for ever. */
    @Test
    void looksInTheNextSliceAtThoseThatALimitHasLeftOut() {
        try (var fixture = RotationFixture.of(40)) {
            var service = service(fixture).set("ccat.pat.github.reserve", "0");
            fixture.gitHub.limitedTo(RateLimits.none().withRequestsPerHour(30));
            var id = service.begin().rotation().head().id();

            var first = service.open().slice(id, Duration.ofMinutes(2));
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(fixture.writes()).isZero();
            service.waitUntil(first.waitUntil().orElseThrow());
            service.open().slice(id, Duration.ofMinutes(2));

            assertThat(fixture.writes()).isPositive();
        }
    }

    @Test
    void refusesARepositoryOfAnotherOwnerBeforeTheFirstWrite() {
        try (var fixture = RotationFixture.of(3)) {
            var service = service(fixture);
            fixture.repository(2).renamedTo("mallory/r002");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow())
                    .contains("acme/r002: it belongs to mallory today, as mallory/r002, and not to acme");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void needsAnotherTokenWhenARepositoryIsTransferredWithItBeforeTheRotationGoesOn() {
        try (var fixture = RotationFixture.of(4)) {
            var service = service(fixture).set("ccat.pat.github.writes-in-flight", "1");
            fixture.gitHub.onRequest("PUT", ".*").nth(3).answers(403, Map.of(), "{\"message\":\"no\"}");
            var stopped = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(stopped.needsNewToken()).isFalse();

            fixture.repository(2).renamedTo("mallory/r002");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(head.needsNewToken()).isTrue();
        }
    }

    /** Also where it may skip what it cannot write, unless a person insists: another owner holds the token. */
    @Test
    void writesNoMoreOfATokenThatAnotherOwnerHoldsOnceItIsBegunAgain() {
        try (var fixture = RotationFixture.of(4)) {
            var service = service(fixture);
            service.writeGraph(
                    fixture.names().stream().limit(3).map(Object::toString).toList());
            assertThat(service.open()
                            .slice(service.begin().rotation().head().id(), LONG)
                            .state())
                    .isEqualTo(RotationState.COMPLETE);

            fixture.repository(2).renamedTo("mallory/r002");
            service.writeGraph(fixture.names().stream().map(Object::toString).toList());
            var again = service.open().begin(TokenVersion.CURRENT, true, "ops");
            var head = service.open().slice(again.rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(head.needsNewToken()).isTrue();
            assertThat(head.reason().orElseThrow())
                    .contains("acme/r002: it belongs to mallory today, as mallory/r002, who holds this token");
            assertThat(fixture.repository(4).secret("GH_PAT")).hasValue(RotationFixture.OLD);
        }
    }

    /** The graph no longer lists the repository that another owner took with the token. */
    @Test
    void aCompleteRotationOfATokenThatAnotherOwnerHoldsIsRefusedWhenItIsBegunAgain() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            var complete =
                    service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(complete.state()).isEqualTo(RotationState.COMPLETE);
            service.open().recordTransfer(fixture.request(RotationServiceFixture.NEW));

            assertThat(service.open().check(TokenVersion.CURRENT).isWithAnotherOwner())
                    .isTrue();
            var again = service.begin();
            assertThat(again.mustRun()).isTrue();
            var head = service.open().slice(again.rotation().head().id(), LONG);
            assertThat(head.state()).isIn(RotationState.REFUSED, RotationState.STOPPED);
            assertThat(head.reason().orElseThrow()).contains("another owner holds it");
            assertThat(fixture.writes()).isEqualTo(2);
        }
    }

    @Test
    void recordsNoTransferOnceAnotherTookTheLease() {
        try (var fixture = RotationFixture.of(1)) {
            var service = service(fixture);
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            var stolen = FaultInjection.around(
                    RotationStore.class,
                    fixture.store,
                    Set.of("find"),
                    () -> {
                        fixture.time.move(Duration.ofMinutes(5));
                        fixture.store.acquire(
                                RotationFixture.SECRET,
                                "the successor",
                                fixture.clock.instant(),
                                Duration.ofMinutes(5));
                    },
                    () -> {});
            service.open(stolen).recordTransfer(fixture.request(RotationServiceFixture.NEW));
            assertThat(fixture.store.find(head.id()).orElseThrow().head()).isEqualTo(head);
        }
    }

    @Test
    void writesNothingToARepositoryThatIsTransferredBetweenTwoSlices() {
        try (var fixture = RotationFixture.of(200)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            var first = service.open().slice(id, Duration.ofMinutes(2));
            fixture.repository(200).renamedTo("mallory/r200");
            first.waitUntil().ifPresent(service::waitUntil);
            var heads = service.runToTheEnd(id, LONG);
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.STOPPED);
            assertThat(heads.getLast().reason().orElseThrow()).contains("acme/r200: it belongs to mallory today");
            assertThat(fixture.repository(200).secret("GH_PAT")).hasValue(RotationFixture.OLD);
        }
    }

    /** A slice that ends its wait trusts what the one before saw; one that comes long after it, or after a death, does not. */
    @Test
    void asksGitHubAgainForWhatIsDoneUnlessTheSliceBeforeHasJustSeenIt() {
        try (var fixture = RotationFixture.of(300)) {
            var service = service(fixture);
            var id = service.begin().rotation().head().id();
            var first = service.open().slice(id, Duration.ofSeconds(90));
            service.waitUntil(first.waitUntil().orElseThrow());
            fixture.gitHub.forgetsRequests();
            var second = service.open().slice(id, Duration.ofSeconds(30));
            assertThat(reads(fixture, 1)).as("the next slice").isZero();
            assertThat(second.state()).isEqualTo(RotationState.WAITING);

            fixture.repository(1).withoutSecret();
            service.waitUntil(second.waitUntil().orElseThrow().plus(Duration.ofHours(1)));
            var heads = service.runToTheEnd(id, LONG);
            assertThat(reads(fixture, 1)).as("a later run").isPositive();
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    private static int reads(RotationFixture fixture, int number) {
        return fixture.gitHub.count("GET", "/repos/" + fixture.names().get(number - 1) + "/actions/secrets");
    }

    @Test
    void writesOnceWhatTheGraphListsTwiceInEverySlice() {
        try (var fixture = RotationFixture.of(100)) {
            var service = service(fixture);
            fixture.repository(100).renamedTo("acme/today");
            fixture.repository(99).renamedTo("acme/then");
            fixture.repository(99).renamedTo("acme/now");
            service.writeGraph(
                    Stream.concat(fixture.names().stream().map(Object::toString), Stream.of("acme/today", "acme/then"))
                            .toList());
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofMinutes(1));
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.repository(100).history("GH_PAT")).hasSize(2);
            assertThat(fixture.repository(99).history("GH_PAT"))
                    .as("two names of earlier days")
                    .hasSize(2);
        }
    }

    @Test
    void seesInTheNextSliceWhatItWroteInTheLast() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            fixture.gitHub.showsWritesAfter(Duration.ofSeconds(40));
            var id = service.begin().rotation().head().id();
            var heads = service.runToTheEnd(id, Duration.ofSeconds(10));
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(heads.getFirst().reason()).contains("time slice used up");
            assertThat(fixture.writes()).isEqualTo(2);
            assertThat(fixture.store.find(id).orElseThrow().outcomes().values())
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(Outcome.Updated.class, updated -> assertThat(updated.verified())
                                    .isTrue()));
        }
    }

    @Test
    void doesNotWaitForEverForWhatNeverShows() {
        try (var fixture = RotationFixture.of(2)) {
            var service = service(fixture);
            fixture.gitHub.showsWritesAfter(Duration.ofDays(3));
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofSeconds(10));
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
        }
    }
}
