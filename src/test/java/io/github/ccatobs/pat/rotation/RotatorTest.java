package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationReport.RepositoryStatus;
import io.github.ccatobs.pat.rotation.RotationReport.RotationSummary;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations against a GitHub that behaves like the real one. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RotatorTest {

    @Test
    void keepsWhenTheTokenEndsWithTheRotation() {
        try (var fixture = RotationFixture.of(2)) {
            var end = fixture.clock.instant().plus(Duration.ofDays(90));
            fixture.gitHub
                    .hasToken(RotationFixture.NEW)
                    .of("bot")
                    .withScopes("repo", "workflow")
                    .expiringAt(end);
            fixture.rotate();
            assertThat(fixture.store.newest(1))
                    .extracting(RotationHeader::tokenExpiry)
                    .containsExactly(new TokenExpiry.At(end));
            fixture.gitHub.hasToken(RotationFixture.WRITER).expiringAt(end.plusSeconds(1));
            fixture.rotateWithWriter(fixture.rewriting());
            assertThat(fixture.store.newest(1))
                    .extracting(RotationHeader::tokenExpiry)
                    .containsExactly(new TokenExpiry.At(end));
        }
    }

    @Test
    void writesEveryRepositoryAndSeesThatItShows() {
        try (var fixture = RotationFixture.of(6)) {
            var report = fixture.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(report.summary()).isEqualTo(new RotationSummary(6, 0, 0, 0));
            assertThat(report.unverified()).isEmpty();
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.store.ledger(RotationFixture.SECRET)).hasSize(6);
        }
    }

    @Test
    void doesNothingWhenEveryRepositoryHoldsTheToken() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate();
            int writes = fixture.writes();
            var report = fixture.rotate();
            assertThat(fixture.writes()).isEqualTo(writes);
            assertThat(report.summary()).isEqualTo(new RotationSummary(0, 3, 0, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void stopsAtTheFirstFailureAndThenDoesOnlyTheRest() {
        try (var fixture = RotationFixture.of(8).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(4).answers(403, Map.of(), "{\"message\":\"no\"}");
            var first = fixture.rotate();
            assertThat(first.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(first.summary()).isEqualTo(new RotationSummary(3, 0, 1, 4));
            assertThat(first.repositoriesWith(RepositoryStatus.FAILED)).containsExactly(fixture.name(4));
            assertThat(first.repositoriesWith(RepositoryStatus.UPDATED))
                    .isEqualTo(fixture.holding(RotationFixture.NEW));
            assertThat(first.rotation().head().reason().orElseThrow()).startsWith("acme/r004: ");

            var second = fixture.rotate();
            assertThat(second.rotation().head().id())
                    .isEqualTo(first.rotation().head().id());
            assertThat(second.summary()).isEqualTo(new RotationSummary(5, 3, 0, 0));
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.writes()).isEqualTo(9);

            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, 8, 0, 0));
            assertThat(fixture.writes()).isEqualTo(9);
        }
    }

    @Test
    void isNotCompleteWhileRepositoriesThatWereNotAskedForAreLeft() {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(3).answers(403, Map.of(), "{\"message\":\"no\"}");
            fixture.rotate();
            var alone = fixture.rotate(fixture.only(3));
            assertThat(alone.summary()).isEqualTo(new RotationSummary(1, 0, 0, 0));
            assertThat(alone.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(alone.rotation().head().reason())
                    .contains(
                            "other repositories of this rotation do not hold the token yet: 2; run it for all of them");
            assertThat(alone.rotation().hasCauseToRemove()).isFalse();

            var rest = fixture.rotate();
            assertThat(rest.summary()).isEqualTo(new RotationSummary(2, 3, 0, 0));
            assertThat(rest.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.rotate(fixture.only(3)).rotation().head().state())
                    .isEqualTo(RotationState.COMPLETE);
        }
    }

    /** Curve25519 has keys to which nothing can be sealed; one of them is all zeros. */
    @Test
    void refusesAKeyThatNothingCanBeSealedToBeforeTheFirstWrite() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub
                    .onRequest("GET", ".*/r003/.*/public-key")
                    .from(1)
                    .answers(200, "{\"key_id\":\"77\",\"key\":\"" + "A".repeat(43) + "=\"}");
            assertThatThrownBy(fixture::rotate)
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("acme/r003: public key 77 is 32 bytes, but not a key");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void writesTheCanaryAloneAndStopsWithIt() {
        try (var fixture = RotationFixture.of(6)) {
            fixture.gitHub.onRequest("PUT", ".*/r001/.*").nth(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, 0, 1, 5));
            assertThat(fixture.writes()).isEqualTo(1);
        }
    }

    @Test
    void goesOnAfterAFailureWhenToldTo() {
        try (var fixture = RotationFixture.of(5)) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            var report = fixture.rotate(fixture.continuing());
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 1, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.STOPPED);
        }
    }

    @Test
    void refusesBeforeTheFirstWriteAndNamesEveryObstacle() {
        try (var fixture = RotationFixture.of(5)) {
            fixture.repository(2).archived();
            fixture.repository(4).gone();
            assertThatThrownBy(fixture::rotate)
                    .isInstanceOfSatisfying(RotationRefusedException.class, refused -> assertThat(refused.obstacles())
                            .containsOnlyKeys(fixture.name(2), fixture.name(4)))
                    .hasMessageContaining("acme/r002: it is archived")
                    .hasMessageContaining("acme/r004: there is no such repository");
            assertThat(fixture.writes()).isZero();
            assertThat(fixture.store.newest(10)).isEmpty();
        }
    }

    @Test
    void passesOverObstaclesWhenToldTo() {
        try (var fixture = RotationFixture.of(5)) {
            fixture.repository(2).archived();
            var report = fixture.rotate(fixture.continuing());
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 1, 0));
            assertThat(report.repositoriesWith(RepositoryStatus.FAILED)).containsExactly(fixture.name(2));
            assertThat(report.rotation().outcomes().get(fixture.name(2)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.isArchived())
                            .isTrue());
        }
    }

    @Test
    void refusesATokenThatCannotSeeWhatAnotherCredentialWrites() {
        try (var fixture = RotationFixture.of(4)) {
            fixture.repository(3).hiddenFrom(RotationFixture.NEW);
            assertThatThrownBy(() -> fixture.rotateWithWriter(fixture.request()))
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("acme/r003");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void fetchesAStaleKeyOnceMore() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> fixture.repository(2)
                    .rotatesItsKey());
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @Test
    void repeatsAWriteWhoseAnswerWasLost() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).cutsTheConnectionAfterwards();
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(fixture.repository(2).history("GH_PAT")).hasSize(3);
        }
    }

    @Test
    void saysThatItIsNotKnownWhenNoAnswerEverCame() {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(1, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(fixture.name(2)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .startsWith("unknown whether GitHub accepted the token"));
        }
    }

    @Test
    void repeatsAWriteThatNeverArrived() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).cutsTheConnection();
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(fixture.repository(2).history("GH_PAT")).hasSize(2);
        }
    }

    @Test
    void failsAtARepositoryThatWasArchivedMeanwhile() {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> fixture.repository(3)
                    .archived());
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(fixture.name(3)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.reason()).contains("archived");
                        assertThat(failed.isArchived()).isTrue();
                    });
            fixture.repository(3).unarchived();
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(2, 2, 0, 0));
        }
    }

    @Test
    void writesNothingToARepositoryThatWasTransferredMeanwhile() {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> fixture.repository(3)
                    .renamedTo("mallory/r003"));
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(fixture.name(3)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("belongs to mallory today, as mallory/r003, and not to acme"));
            assertThat(fixture.repository(3).secret("GH_PAT")).hasValue(RotationFixture.OLD);
            assertThat(report.rotation().hasCauseToRemove()).isTrue();
        }
    }

    /** The other owner's repository shows our write: it holds the token, and is never called well. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotCompleteWhenARepositoryIsTransferredBetweenItsWriteAndItsReading(boolean continues) {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            fixture.gitHub.onRequest("GET", ".*/r004/actions/secrets").nth(1).comesAfter(() -> fixture.repository(4)
                    .renamedTo("mallory/r004"));
            var report = fixture.rotate(continues ? fixture.continuing() : fixture.request());
            var head = report.rotation().head();
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(head.reason().orElseThrow())
                    .isEqualTo(
                            "acme/r004: it belongs to mallory today, as mallory/r004, and not to acme: it was transferred"
                                    + " just after the token was written, and holds it; take it out of the graph, rotate to another"
                                    + " token, and revoke this one");
            assertThat(report.unverified()).containsExactly(fixture.name(4));
            assertThat(head.needsNewToken()).isTrue();
            assertThatThrownBy(fixture::rotate)
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("acme/r004");
            assertThat(fixture.repository(4).history("GH_PAT")).hasSize(2);
        }
    }

    @Test
    void needsAnotherTokenWhenARepositoryIsTransferredBetweenTwoRuns() {
        try (var fixture = RotationFixture.of(4)) {
            fixture.repository(3).archived();
            assertThat(fixture.rotate(fixture.continuing()).rotation().head().needsNewToken())
                    .isFalse();
            fixture.repository(2).renamedTo("mallory/r002");
            assertThat(fixture.rotate(fixture.continuing()).rotation().head().needsNewToken())
                    .isTrue();
        }
    }

    @Test
    void tellsOfATransferAlsoWhereSomethingElseStopsTheRotation() {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            var stopSignal = new StopSignal();
            fixture.gitHub.onRequest("GET", ".*/r004/actions/secrets").nth(1).comesAfter(() -> {
                fixture.repository(4).renamedTo("mallory/r004");
                stopSignal.stop("interrupted");
            });
            var head = fixture.rotate(fixture.request(), stopSignal).rotation().head();
            assertThat(head.state()).isEqualTo(RotationState.STOPPED);
            assertThat(head.reason().orElseThrow())
                    .startsWith("interrupted; acme/r004: it belongs to mallory today, as mallory/r004")
                    .endsWith("and revoke this one");
        }
    }

    @Test
    void followsARepositoryThatWasRenamedMeanwhile() {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> fixture.repository(3)
                    .renamedTo("acme/r003-of-today"));
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 0, 0));
            assertThat(report.unverified()).isEmpty();
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2D", "-P2D", "PT3H", "-PT90S"})
    void finishesWhateverTheClockDoesInMidRun(Duration jump) {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(3).comesAfter(() -> fixture.time.move(jump));
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(5, 0, 0, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.writes()).isEqualTo(5);
        }
    }

    @ParameterizedTest(name = "ours is set by {0} in write {1}")
    @CsvSource({"PT1H, 1", "-PT1H, 1", "PT1H, 3", "-PT1H, 3", "PT1H, 5", "-PT1H, 5", "PT400H, 2", "-PT400H, 2"})
    void keepsGitHubsTimesWhenOurClockIsSetInMidRun(Duration jump, int write) {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            var began = fixture.clock.instant();
            fixture.gitHub.onRequest("PUT", ".*").nth(write).comesAfter(() -> fixture.setsOurClock(jump));
            var report = fixture.rotate();
            assertThat(report.unverified()).isEmpty();
            assertThat(fixture.gitHubTimes()).isEqualTo(fixture.shownTimes());
            assertThat(report.rotation().startedByGitHubClock()).contains(began);

            fixture.time.move(Duration.ofMinutes(5));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, 5, 0, 0));
        }
    }

    /** A rotation of another token wrote it, lost GitHub's answers, and ran where the clock is right. */
    @ParameterizedTest(name = "the clock of the machine before is {0} ahead")
    @ValueSource(strings = {"PT2H", "-PT2H"})
    void believesNoRecordOfAnotherMachineThatALaterRotationMayHaveOvertaken(Duration ahead) {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.setsOurClock(ahead);
            fixture.rotate();
            fixture.time.move(ahead.negated());
            fixture.gitHub.runsAheadBy(Duration.ZERO);

            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            var stopped = fixture.rotate(fixture.request(RotationFixture.OLD));
            assertThat(stopped.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(fixture.repository(2).secret("GH_PAT")).hasValue(RotationFixture.OLD);

            fixture.gitHub.clearFaults();
            fixture.rotate();
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    /** As from a proxy, or from one of GitHub's machines. */
    @ParameterizedTest
    @ValueSource(strings = {"Tue, 01 Jan 2030 01:00:00 GMT", "Mon, 31 Dec 2029 23:00:00 GMT"})
    void believesNoOddDateOfOneWrite(String date) {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).answersWith("date", date);
            fixture.gitHub.onRequest("GET", ".*/r002/actions/secrets").from(1).answers(502, "{}");
            var report = fixture.rotate();
            assertThat(report.unverified()).containsExactly(fixture.name(2));
            assertThat(fixture.gitHubTimes()).isEqualTo(fixture.shownTimes());

            fixture.gitHub.clearFaults();
            fixture.time.move(Duration.ofMinutes(5));
            fixture.repository(2).withSecret("GH_PAT", "another", fixture.clock.instant());
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, 2, 0, 0));
        }
    }

    @ParameterizedTest(name = "{0} later, our clock is then set by {1}")
    @CsvSource({"PT5S, PT0S", "PT5M, PT0S", "PT9H, PT0S", "PT5M, PT20S", "PT5M, PT2H", "PT5M, -PT2H"})
    void settlesWithoutAWriteWhatTheRunBeforeCouldNotRead(Duration later, Duration jump) {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.gitHub.onRequest("GET", ".*/r002/actions/secrets").from(1).answers(502, "{}");
            assertThat(fixture.rotate().unverified()).containsExactly(fixture.name(2));
            fixture.gitHub.clearFaults();

            fixture.time.move(later);
            fixture.setsOurClock(jump);
            for (int run = 0; run < 3; run++) {
                var again = fixture.rotate();
                assertThat(again.summary()).isEqualTo(new RotationSummary(0, 3, 0, 0));
                assertThat(again.unverified()).isEmpty();
            }
            assertThat(fixture.writes()).isEqualTo(3);
        }
    }

    @ParameterizedTest(name = "GitHub's is set by {0}")
    @ValueSource(strings = {"PT1H", "-PT1H", "PT90S", "-PT90S", "-PT200H"})
    void takesNoWriteForAnothersWhenGitHubsClockIsSetInMidRun(Duration jump) {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(1).comesAfter(() -> fixture.gitHub.runsAheadBy(jump));
            var report = fixture.rotate();
            assertThat(fixture.gitHubTimes()).isEqualTo(fixture.shownTimes());
            assertThat(report.rotation().startedByGitHubClock().orElseThrow())
                    .isBeforeOrEqualTo(Collections.min(fixture.shownTimes().values()));

            fixture.time.move(Duration.ofMinutes(5));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, 5, 0, 0));
            fixture.repository(3)
                    .withSecret("GH_PAT", "another", fixture.clock.instant().plus(jump));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, 4, 0, 0));
        }
    }

    @ParameterizedTest(name = "{0} later than its answers, {1} repositories, shown after {2}")
    @CsvSource({
        "PT5M, 6, PT0S",
        "-PT5M, 6, PT0S",
        "PT5M, 1, PT0S",
        "-PT5M, 1, PT3S",
        "-PT90S, 3, PT3S",
        "PT10H, 3, PT3S",
        "-PT10H, 3, PT0S"
    })
    void knowsItsOwnWritesWhereGitHubDatesSecretsByAnotherClock(Duration apart, int size, Duration lag) {
        try (var fixture = RotationFixture.of(size).oneAtATime()) {
            fixture.gitHub.datesSecretsAheadBy(apart).showsWritesAfter(lag);
            var report = fixture.rotate();
            assertThat(report.unverified()).isEmpty();
            assertThat(fixture.gitHubTimes()).isEqualTo(fixture.shownTimes());
            assertThat(report.rotation().startedByGitHubClock().orElseThrow())
                    .isBeforeOrEqualTo(Collections.min(fixture.shownTimes().values()));
            assertThat(fixture.writes())
                    .as("one of them may be written once more, to tell")
                    .isLessThanOrEqualTo(size + 1);

            fixture.time.move(Duration.ofMinutes(5));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, size, 0, 0));
            fixture.repository(size)
                    .withSecret("GH_PAT", "another", fixture.clock.instant().plus(apart));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, size - 1, 0, 0));
        }
    }

    /** The second write is for its date alone. */
    @ParameterizedTest
    @ValueSource(ints = {403, 422, 502})
    void isCompleteWhereTheWriteThatWouldTellHowGitHubDatesSecretsFails(int status) {
        try (var fixture = RotationFixture.of(1)) {
            fixture.gitHub.datesSecretsAheadBy(Duration.ofMinutes(-5));
            fixture.gitHub.onRequest("PUT", ".*").from(2).answers(status, "{}");
            var report = fixture.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(report.summary()).isEqualTo(new RotationSummary(1, 0, 0, 0));
            assertThat(report.unverified()).containsExactly(fixture.name(1));
            assertThat(fixture.writes()).isGreaterThan(1);
        }
    }

    @Test
    void takesNoForeignWriteForItsOwnWhereGitHubDatesSecretsByAnotherClock() {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            var apart = Duration.ofMinutes(-5);
            fixture.gitHub.datesSecretsAheadBy(apart);
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, "");
            fixture.repository(2)
                    .withSecret("GH_PAT", "another", fixture.clock.instant().minusSeconds(330));
            fixture.gitHub
                    .onRequest("PUT", ".*/r003/.*")
                    .nth(1)
                    .comesAfter(() -> fixture.time.move(Duration.ofSeconds(90)));
            assertThat(fixture.rotate().unverified()).containsExactly(fixture.name(2));
            assertThat(fixture.gitHubTimes().get(fixture.name(2)))
                    .isNotEqualTo(fixture.shownTimes().get(fixture.name(2)));
        }
    }

    /** Its old secret is so young that the date could be the write's, by another clock; the next write tells that it is not. */
    @Test
    void readsOneSecretMoreWhereOneIsSlowToShowItsWrite() {
        try (var fixture = RotationFixture.of(6).oneAtATime()) {
            fixture.repositories
                    .values()
                    .forEach(repository -> repository.withSecret(
                            "GH_PAT",
                            RotationFixture.OLD,
                            fixture.clock.instant().minusSeconds(7200)));
            fixture.gitHub.showsWritesAfter(Duration.ofSeconds(20));
            fixture.gitHub
                    .onRequest("PUT", ".*/r002/.*")
                    .nth(1)
                    .comesAfter(() -> fixture.gitHub.showsWritesAfter(Duration.ZERO));
            assertThat(fixture.rotate().unverified()).isEmpty();
            assertThat(fixture.gitHub.count("GET", ".*/r00[2-6]/actions/secrets"))
                    .as("one look at each after its write, and one before")
                    .isLessThanOrEqualTo(6);
            assertThat(fixture.writes()).isEqualTo(6);
        }
    }

    /** The second write tells nothing when GitHub then shows the first one, late; the other secret is another's. */
    @Test
    void takesNoSlowReadingForTheClockThatDatesSecrets() {
        try (var fixture = RotationFixture.of(2).oneAtATime()) {
            var start = fixture.clock.instant();
            fixture.repository(1).withSecret("GH_PAT", RotationFixture.OLD, start.minusSeconds(7200));
            fixture.repository(2).withSecret("GH_PAT", "another", start.minusSeconds(91));
            fixture.gitHub.showsWritesAfter(Duration.ofSeconds(100));
            fixture.gitHub.onRequest("GET", ".*/r001/actions/secrets").nth(1).answers(404, "{}");
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, "");
            fixture.gitHub
                    .onRequest("GET", ".*/r002/actions/secrets")
                    .nth(2)
                    .comesAfter(() -> fixture.time.move(Duration.ofSeconds(90)));
            assertThat(fixture.rotate().unverified()).containsExactly(fixture.name(2));
            assertThat(fixture.writes()).as("one of them to tell").isEqualTo(3);
        }
    }

    @Test
    void takesNoLaterWriteForItsOwnAfterGitHubsClockWasSetInMidRun() {
        try (var fixture = RotationFixture.of(1)) {
            var jump = Duration.ofHours(-1);
            fixture.gitHub.onRequest("PUT", ".*").nth(1).comesAfter(() -> fixture.gitHub.runsAheadBy(jump));
            var ours = fixture.clock.instant().plus(jump);
            fixture.gitHub.onRequest("GET", ".*/actions/secrets").nth(3).comesAfter(() -> fixture.repository(1)
                    .withSecret("GH_PAT", "another", ours.plusSeconds(2)));
            fixture.rotate();
            assertThat(fixture.shownTimes()).containsValue(ours.plusSeconds(2));
            assertThat(fixture.gitHubTimes()).containsValue(ours);
        }
    }

    @Test
    void saysThatGitHubsClockWasSetInMidRun() {
        try (var fixture = RotationFixture.of(1)) {
            fixture.gitHub
                    .onRequest("PUT", ".*")
                    .nth(1)
                    .comesAfter(() -> fixture.gitHub.runsAheadBy(Duration.ofHours(-1)));
            assertThat(fixture.rotateAndHear())
                    .containsExactly(
                            "warning: GitHub answered our write to acme/r001 at 2030-01-01T00:00:00Z and dates the"
                                    + " secret 2029-12-31T23:00:00Z: its clock was set in between, or two of its machines"
                                    + " disagree; that date alone does not verify the write, and audits compare with it");
        }
    }

    @Test
    void stopsAtOnceWhenTheTokenIsRevokedInMidRun() {
        try (var fixture = RotationFixture.of(10).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(4).comesAfter(() -> fixture.gitHub
                    .hasToken(RotationFixture.NEW)
                    .revoked());
            var report = fixture.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(report.repositoriesWith(RepositoryStatus.UPDATED))
                    .isEqualTo(fixture.holding(RotationFixture.NEW));
            assertThat(report.summary()).isEqualTo(new RotationSummary(3, 0, 0, 7));
            assertThat(fixture.writes()).isEqualTo(4);
        }
    }

    @Test
    void waitsForALimitInsideItsTime() {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            fixture.gitHub
                    .onRequest("PUT", ".*")
                    .nth(3)
                    .answers(429, Map.of("retry-after", "120"), "{\"message\":\"slow\"}");
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(5, 0, 0, 0));
        }
    }

    @Test
    void pausesForALimitThatLastsLonger() {
        try (var fixture = RotationFixture.of(5).oneAtATime().waitingAtMost(Duration.ofMinutes(1))) {
            fixture.gitHub
                    .onRequest("PUT", ".*")
                    .nth(3)
                    .answers(429, Map.of("retry-after", "1200"), "{\"message\":\"slow\"}");
            var report = fixture.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.WAITING);
            assertThat(report.rotation().head().waitUntil().orElseThrow())
                    .isBetween(
                            fixture.clock.instant().plusSeconds(1190),
                            fixture.clock.instant().plusSeconds(1201));
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 0, 3));
            fixture.time.move(Duration.ofSeconds(1201));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(3, 2, 0, 0));
        }
    }

    @Test
    void letsOnlyOneRotationRun() {
        try (var fixture = RotationFixture.of(2)) {
            fixture.store.acquire(
                    RotationFixture.SECRET, "somebody else", fixture.clock.instant(), Duration.ofMinutes(1));
            assertThatThrownBy(fixture::rotate)
                    .isInstanceOf(RotationStore.LeaseHeldException.class)
                    .hasMessageContaining("somebody else");
            assertThat(fixture.writes()).isZero();
            fixture.time.move(Duration.ofMinutes(2));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(2, 0, 0, 0));
        }
    }

    @Test
    void writesNothingMoreOnceAnotherTookTheLease() {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(3).comesAfter(() -> {
                fixture.time.move(Duration.ofMinutes(2));
                fixture.store.acquire(
                        RotationFixture.SECRET, "the successor", fixture.clock.instant(), Duration.ofMinutes(1));
            });
            assertThatThrownBy(fixture::rotate).isInstanceOf(RotationStore.LeaseLostException.class);
            assertThat(fixture.writes()).isEqualTo(3);
            assertThat(fixture.store.ledger(RotationFixture.SECRET)).hasSize(2);
        }
    }

    @Test
    void marksAnUnfinishedRotationOfAnotherTokenSuperseded() {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(2).answers(403, Map.of(), "{\"message\":\"no\"}");
            var first = fixture.rotate(fixture.request(RotationFixture.OLD))
                    .rotation()
                    .head();
            assertThat(first.state()).isEqualTo(RotationState.STOPPED);
            assertThat(first.took()).isPresent();
            fixture.time.move(Duration.ofDays(3));
            var second = fixture.rotate().rotation().head();
            assertThat(second.id()).isNotEqualTo(first.id());
            var superseded = fixture.store.find(first.id()).orElseThrow().head();
            assertThat(superseded.state()).isEqualTo(RotationState.SUPERSEDED);
            assertThat(superseded.took()).as("its run ended three days ago").isEmpty();
        }
    }

    @Test
    void goingBackToAnEarlierTokenWritesItEverywhereAgain() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate(fixture.request(RotationFixture.OLD));
            fixture.rotate(fixture.request(RotationFixture.NEW));
            assertThat(fixture.rotate(fixture.request(RotationFixture.OLD)).summary())
                    .isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(fixture.holding(RotationFixture.OLD)).isEqualTo(fixture.names());
        }
    }

    /** GitHub's times tell our write from one of a rotation that began long after it and ended a while ago. */
    @Test
    void goingBackALittleLaterWritesOnlyTheRepositoriesThatHoldAnotherToken() {
        try (var fixture = RotationFixture.of(6).oneAtATime()) {
            fixture.rotate(fixture.request(RotationFixture.OLD));
            fixture.time.move(Duration.ofHours(1));
            fixture.gitHub.onRequest("PUT", ".*/r003/.*").from(1).cutsTheConnectionAfterwards();
            fixture.rotate();
            fixture.gitHub.clearFaults();
            fixture.time.move(Duration.ofMinutes(5));

            var back = fixture.rotate(fixture.request(RotationFixture.OLD));

            assertThat(back.summary()).isEqualTo(new RotationSummary(3, 3, 0, 0));
            assertThat(fixture.holding(RotationFixture.OLD)).isEqualTo(fixture.names());
        }
    }

    @Test
    void goingBackWritesAgainWhereAnAnswerToAnotherTokenWasLost() {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.rotate(fixture.request(RotationFixture.OLD));
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            fixture.rotate();
            assertThat(fixture.holding(RotationFixture.NEW)).containsExactly(fixture.name(1), fixture.name(2));

            fixture.gitHub.clearFaults();
            fixture.rotate(fixture.request(RotationFixture.OLD));
            assertThat(fixture.holding(RotationFixture.OLD)).isEqualTo(fixture.names());
        }
    }

    @Test
    void goingBackWritesAgainWhereARunOfAnotherTokenDiedHoweverOftenItIsStopped() {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.rotate(fixture.request(RotationFixture.OLD));
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            fixture.rotate();

            fixture.gitHub.clearFaults();
            fixture.gitHub.onRequest("PUT", ".*").nth(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            assertThat(fixture.rotate(fixture.request(RotationFixture.OLD))
                            .rotation()
                            .head()
                            .state())
                    .isEqualTo(RotationState.STOPPED);
            assertThat(fixture.rotate(fixture.request(RotationFixture.OLD))
                            .rotation()
                            .head()
                            .state())
                    .isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationFixture.OLD)).isEqualTo(fixture.names());

            int writes = fixture.writes();
            assertThat(fixture.rotate(fixture.request(RotationFixture.OLD)).summary())
                    .isEqualTo(new RotationSummary(0, 3, 0, 0));
            assertThat(fixture.writes()).isEqualTo(writes);
        }
    }

    @Test
    void writesAgainWhatTheTokenHasReachedWhenAskedForAll() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate();
            assertThat(fixture.rotate(fixture.rewriting()).summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(fixture.writes()).isEqualTo(6);
        }
    }

    @Test
    void includesRepositoriesThatJoinedTheGraphSince() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate(fixture.ofTheFirst(2));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, 2, 0, 0));
        }
    }

    @Test
    void looksAgainUntilALateWriteShows() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.showsWritesAfter(Duration.ofSeconds(20));
            assertThat(fixture.rotate().unverified()).isEmpty();
        }
    }

    @Test
    void saysWhatNeverShowed() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.showsWritesAfter(Duration.ofHours(1));
            var report = fixture.rotate();
            assertThat(report.unverified()).isEqualTo(fixture.names());
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void hiresNoMoreWorkersThanThereIsWork() {
        try (var fixture = RotationFixture.of(3).withoutABoundOnWrites()) {
            assertThat(fixture.rotate().rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void stopsWhenAPersonAsks() {
        try (var fixture = RotationFixture.of(5).oneAtATime()) {
            var stopSignal = new StopSignal();
            fixture.gitHub.onRequest("PUT", ".*").nth(2).comesAfter(() -> stopSignal.stop("interrupted"));
            var report = fixture.rotate(fixture.request(), stopSignal);
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 0, 3));
            assertThat(report.rotation().head().reason()).contains("interrupted");
        }
    }

    @Test
    void keepsFingerprintsAndNeverTheToken() {
        try (var fixture = RotationFixture.of(2)) {
            var report = fixture.rotate();
            assertThat(report.rotation().head().fingerprint())
                    .isEqualTo(Fingerprint.of(SecretValue.of(RotationFixture.NEW)));
            assertThat(report.toString() + fixture.store.newest(5) + fixture.store.ledger(RotationFixture.SECRET))
                    .doesNotContain(RotationFixture.NEW);
        }
    }

    @Test
    void keepsTwoHundredRepositoriesInsideThePublishedLimits() {
        try (var fixture = RotationFixture.of(200)) {
            var start = fixture.clock.instant();
            var report = fixture.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(200, 0, 0, 0));
            assertThat(fixture.gitHub.limitAnswers()).isZero();
            assertThat(fixture.gitHub.mostInFlight()).isLessThanOrEqualTo(8);
            // 75 writes at once, 75 after a minute, the last 50 after two: two minutes are the least there can be.
            assertThat(Duration.between(start, fixture.clock.instant()))
                    .isBetween(Duration.ofSeconds(115), Duration.ofSeconds(138));
        }
    }

    @Test
    void remembersTheWritesOfAnEarlierRun() {
        try (var fixture = RotationFixture.of(100)) {
            fixture.rotate(fixture.ofTheFirst(70));
            fixture.rotate();
            assertThat(fixture.gitHub.limitAnswers()).isZero();
            assertThat(fixture.holding(RotationFixture.NEW)).hasSize(100);
        }
    }
}
