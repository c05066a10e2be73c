package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unattended rotations, over a GitHub that behaves like the real one. */
@QuarkusTest
class RotationServiceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private Path directory = Path.of("");

    @BeforeEach
    void settle(@TempDir Path empty) {
        directory = empty;
    }

    private RotationServiceFixture service(RotationFixture town) {
        var service = new RotationServiceFixture(town, directory);
        service.vault.put(RotationServiceFixture.NEW);
        return service;
    }

    @Test
    void entersARotationBeforeAnythingIsWritten() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            var startResult = service.begin();
            assertThat(startResult.isNew()).isTrue();
            assertThat(startResult.mustRun()).isTrue();
            var head = startResult.rotation().head();
            assertThat(head.state()).isEqualTo(RotationState.RUNNING);
            assertThat(head.fingerprint()).isEqualTo(Fingerprint.of(SecretValue.of(RotationServiceFixture.NEW)));
            assertThat(head.startedBy()).isEqualTo("ops");
            assertThat(head.versionId()).contains("00000000000000000000000000000001");
            assertThat(town.gitHub.requests()).isEmpty();
            assertThat(town.store.newest(5)).containsExactly(head);
        }
    }

    @Test
    void runsWhatWasEntered() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.holding(RotationServiceFixture.NEW)).isEqualTo(town.names());
            assertThat(head.tokenExpiry()).isNotEqualTo(new TokenExpiry.Unknown());
            assertThat(service.open().due()).isEmpty();
        }
    }

    @Test
    void findsTheRotationOfTheSameToken() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
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
    void resumesACompleteRotationOnceGitHubNoLongerShowsTheTokenEverywhere() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            service.open().slice(id, LONG);
            town.repository(2).withoutSecret();

            var again = service.begin();
            assertThat(again.isNew()).isFalse();
            assertThat(again.mustRun()).isTrue();
            assertThat(again.rotation().head().id()).isEqualTo(id);
            assertThat(again.rotation().head().state()).isEqualTo(RotationState.RUNNING);

            town.gitHub.forgetsRequests();
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.writes()).isEqualTo(1);
            assertThat(town.holding(RotationServiceFixture.NEW)).isEqualTo(town.names());
        }
    }

    @Test
    void takesACompleteRotationForUnfinishedWhileARepositoryCannotBeRead() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            service.open().slice(id, LONG);
            town.gitHub.onRequest("GET", ".*/r002/actions/secrets").from(1).answers(404, "{}");
            assertThat(service.begin().mustRun()).isTrue();
        }
    }

    /** Events come late: a version that is not current any more must not be handed out again for what it lost. */
    @Test
    void leavesACompleteRotationOfAnEarlierVersionAsItIs() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var first = service.begin().rotation().head();
            service.open().slice(first.id(), LONG);
            town.repository(2).withoutSecret();
            service.vault.put(RotationServiceFixture.OTHER);
            var late = service.open()
                    .begin(new TokenVersion.Numbered(first.versionId().orElseThrow()), false, "event");
            assertThat(late.mustRun()).isFalse();
            assertThat(late.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void isEnteredOnceThoughManyBeginAtOnce() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
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
            assertThat(town.store.newest(10)).hasSize(1);
        }
    }

    @Test
    void isRefusedWhileAnotherRotationRuns() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            town.store.acquire(RotationFixture.SECRET, "somebody else", town.clock.instant(), Duration.ofHours(2));
            assertThatExceptionOfType(RotationStore.LeaseHeldException.class)
                    .isThrownBy(service::begin)
                    .withMessageContaining("somebody else");
            assertThat(town.store.newest(5)).isEmpty();
        }
    }

    @Test
    void supersedesWhatIsUnfinishedWhenTheVaultHasAnotherToken() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var first = service.begin().rotation().head();
            service.vault.put(RotationServiceFixture.OTHER);
            var second = service.begin().rotation().head();
            assertThat(service.open().slice(first.id(), LONG).state()).isEqualTo(RotationState.SUPERSEDED);
            assertThat(town.gitHub.requests()).isEmpty();
            assertThat(service.open().due()).containsExactly(second);
        }
    }

    @Test
    void bringsNoEarlierTokenBackBecauseAnEventComesLateOrTwice() {
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
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
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
            var early = new TokenVersion.Numbered(service.vault.put(RotationServiceFixture.NEW));
            service.vault.put(RotationServiceFixture.OTHER);
            assertThatExceptionOfType(TokenSourceException.UnusableTokenException.class)
                    .isThrownBy(() -> service.open().begin(early, false, "secretsmanager"))
                    .withMessageContaining("is no longer current");
            assertThat(town.store.newest(5)).isEmpty();
        }
    }

    @Test
    void goesBackToAnEarlierTokenThatIsCurrentAgain() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
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
        try (var town = RotationFixture.of(4)) {
            var service = service(town);
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ZERO);
            assertThat(heads).hasSize(4);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.writes()).isEqualTo(4);
        }
    }

    @Test
    void entersAStoppedOneAgain() {
        try (var town = RotationFixture.of(4)) {
            var service = service(town).set("ccat.pat.github.writes-in-flight", "1");
            town.gitHub.onRequest("PUT", ".*").nth(3).answers(403, Map.of(), "{\"message\":\"no\"}");
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
            assertThat(town.holding(RotationServiceFixture.NEW)).isEqualTo(town.names());
        }
    }

    @Test
    void passesOverWhatCannotBeWrittenInEverySliceWhenAskedTo() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            town.repository(2).archived();
            var id = service.open()
                    .begin(TokenVersion.CURRENT, true, "ops")
                    .rotation()
                    .head()
                    .id();
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(town.holding(RotationServiceFixture.NEW)).containsExactly(town.name(1), town.name(3));
        }
    }

    @Test
    void refusesWithEveryRepositoryNamedWhenOneCannotBeWritten() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            town.repository(2).archived();
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("nothing was written", "acme/r002: it is archived");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void refusesATokenThatGitHubRejects() {
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
            service.vault.put("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");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("GitHub").doesNotContain("ghp_");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void refusesADoubtfulTokenUnlessForced() {
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
            service.vault.put(RotationFixture.NEW);
            var refused = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(refused.state()).isEqualTo(RotationState.REFUSED);
            assertThat(refused.reason().orElseThrow()).contains("warn", "ccat.pat.rotation.force");
            assertThat(town.writes()).isZero();

            service.set("ccat.pat.rotation.force", "true");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    /** An outage before the checks must not be a way around them. */
    @Test
    void checksTheTokenInTheFirstSliceThatCan() {
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
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
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void keepsNoTokenThatSomebodyPutIntoASetting() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town).set("ccat.pat.graph", "github:" + RotationServiceFixture.OTHER);
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(town.store.find(head.id()).orElseThrow().head().reason().orElseThrow())
                    .contains("[a token]")
                    .doesNotContain(RotationServiceFixture.OTHER);
        }
    }

    @Test
    void refusesAGraphThatIsNotThere() throws Exception {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            Files.delete(service.graph);
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("graph.yml");
        }
    }

    @Test
    void neverHandsOutAnotherTokenThanItBeganWith() {
        try (var town = RotationFixture.of(2)) {
            var service = new RotationServiceFixture(town, directory);
            String version = service.vault.put(RotationServiceFixture.NEW);
            var id = service.begin().rotation().head().id();
            service.vault.replace(version, RotationServiceFixture.OTHER);
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow()).contains("another token");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void looksAgainLaterAndLaterWhenTheVaultDoesNotAnswer() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            service.vault.trouble =
                    Optional.of(new TokenSourceException.TokenSourceUnavailableException("AWS does not answer"));
            var first = service.open().slice(id, LONG);
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(first.reason()).contains("AWS does not answer");
            assertThat(first.waitUntil()).contains(town.clock.instant().plus(Duration.ofMinutes(1)));
            town.time.move(Duration.ofHours(1));
            assertThat(service.open().slice(id, LONG).waitUntil())
                    .contains(town.clock.instant().plus(Duration.ofMinutes(6)));
            town.time.move(Duration.ofDays(2));
            assertThat(service.open().slice(id, LONG).waitUntil())
                    .contains(town.clock.instant().plus(Duration.ofMinutes(15)));
            service.vault.trouble = Optional.empty();
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.WAITING);
            town.time.move(Duration.ofMinutes(15));
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void waitsWhileGitHubIsDown() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            town.gitHub.onRequest("GET", ".*").answers(503, Map.of(), "");
            var head = service.open().slice(id, LONG);
            assertThat(head.state()).isEqualTo(RotationState.WAITING);
            assertThat(town.writes()).isZero();
            town.gitHub.mend();
            service.waitUntil(head.waitUntil().orElseThrow());
            assertThat(service.open().due()).extracting(RotationHeader::id).containsExactly(id);
            assertThat(service.open().slice(id, LONG).state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void isNotDueBeforeItsTimeNorWithoutAVersion() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            town.rotate(town.ofTheFirst(1));
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
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            var head = service.begin().rotation().head();
            town.store.acquire(RotationFixture.SECRET, "another process", town.clock.instant(), Duration.ofHours(2));
            assertThat(service.open().slice(head.id(), LONG)).isEqualTo(head);
            assertThat(town.gitHub.requests()).isEmpty();
        }
    }

    @Test
    void isFoundAgainWhereverItsProcessDied() {
        for (int after = 0; after < 24; after++) {
            try (var town = RotationFixture.of(3)) {
                var service = service(town).set("ccat.pat.github.writes-in-flight", "1");
                var id = service.begin().rotation().head().id();
                var crashPoint = new CrashPoint(after);
                var mortal = crashPoint.guard(town.store);
                try {
                    service.open(mortal).slice(id, LONG);
                } catch (CrashPoint.Killed e) {
                    assertThat(e).isNotNull();
                }
                town.time.move(Duration.ofMinutes(2));
                for (var head : service.open().due()) {
                    service.runToTheEnd(head.id(), LONG);
                }
                assertThat(town.store.find(id).orElseThrow().head().state())
                        .as("died after %d effects", after)
                        .isEqualTo(RotationState.COMPLETE);
                assertThat(town.holding(RotationServiceFixture.NEW)).isEqualTo(town.names());
                assertThat(town.writes())
                        .as("writes when it died after %d effects", after)
                        .isBetween(3, 4);
            }
        }
    }

    @Test
    void goesOnInAnotherSliceWithoutLookingAtEverythingAgain() {
        try (var town = RotationFixture.of(200)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            var heads = service.runToTheEnd(id, Duration.ofMinutes(2));
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(town.holding(RotationServiceFixture.NEW)).isEqualTo(town.names());
            assertThat(town.writes()).isEqualTo(200);
            assertThat(town.gitHub.count("POST", "/graphql"))
                    .as("for 200 repositories, once")
                    .isEqualTo(2);
        }
    }

    /** More repositories than the requests of an hour would else be looked at from the first one on for ever. */
    @Test
    void looksInTheNextSliceAtThoseThatALimitHasLeftOut() {
        try (var town = RotationFixture.of(40)) {
            var service = service(town).set("ccat.pat.github.reserve", "0");
            town.gitHub.limitedTo(RateLimits.none().withRequestsPerHour(30));
            var id = service.begin().rotation().head().id();

            var first = service.open().slice(id, Duration.ofMinutes(2));
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(town.writes()).isZero();
            service.waitUntil(first.waitUntil().orElseThrow());
            service.open().slice(id, Duration.ofMinutes(2));

            assertThat(town.writes()).isPositive();
        }
    }

    @Test
    void refusesARepositoryOfAnotherOwnerBeforeTheFirstWrite() {
        try (var town = RotationFixture.of(3)) {
            var service = service(town);
            town.repository(2).renamedTo("mallory/r002");
            var head = service.open().slice(service.begin().rotation().head().id(), LONG);
            assertThat(head.state()).isEqualTo(RotationState.REFUSED);
            assertThat(head.reason().orElseThrow())
                    .contains("acme/r002: it belongs to mallory today, as mallory/r002, and not to acme");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void writesNothingToARepositoryThatIsTransferredBetweenTwoSlices() {
        try (var town = RotationFixture.of(200)) {
            var service = service(town);
            var id = service.begin().rotation().head().id();
            var first = service.open().slice(id, Duration.ofMinutes(2));
            town.repository(200).renamedTo("mallory/r200");
            first.waitUntil().ifPresent(service::waitUntil);
            var heads = service.runToTheEnd(id, LONG);
            assertThat(first.state()).isEqualTo(RotationState.WAITING);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.STOPPED);
            assertThat(heads.getLast().reason().orElseThrow()).contains("acme/r200: it belongs to mallory today");
            assertThat(town.repository(200).secret("GH_PAT")).hasValue(RotationFixture.OLD);
        }
    }

    @Test
    void writesOnceWhatTheGraphListsTwiceInEverySlice() {
        try (var town = RotationFixture.of(100)) {
            var service = service(town);
            town.repository(100).renamedTo("acme/today");
            service.writeGraph(Stream.concat(town.names().stream().map(Object::toString), Stream.of("acme/today"))
                    .toList());
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofMinutes(1));
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.repository(100).history("GH_PAT")).hasSize(2);
        }
    }

    @Test
    void seesInTheNextSliceWhatItWroteInTheLast() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            town.gitHub.showsWritesAfter(Duration.ofSeconds(40));
            var id = service.begin().rotation().head().id();
            var heads = service.runToTheEnd(id, Duration.ofSeconds(10));
            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(heads.getFirst().reason()).contains("time slice used up");
            assertThat(town.writes()).isEqualTo(2);
            assertThat(town.store.find(id).orElseThrow().outcomes().values()).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(Outcome.Updated.class, updated -> assertThat(updated.verified())
                            .isTrue()));
        }
    }

    @Test
    void doesNotWaitForEverForWhatNeverShows() {
        try (var town = RotationFixture.of(2)) {
            var service = service(town);
            town.gitHub.showsWritesAfter(Duration.ofDays(3));
            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofSeconds(10));
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
        }
    }
}
