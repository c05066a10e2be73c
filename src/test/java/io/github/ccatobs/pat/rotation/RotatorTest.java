package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationReport.RepositoryStatus;
import io.github.ccatobs.pat.rotation.RotationReport.RotationSummary;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations against a GitHub that behaves like the real one. */
@QuarkusTest
class RotatorTest {

    @Test
    void keepsWhenTheTokenEndsWithTheRotation() {
        try (var town = RotationFixture.of(2)) {
            var end = town.clock.instant().plus(Duration.ofDays(90));
            town.gitHub
                    .hasToken(RotationFixture.NEW)
                    .of("bot")
                    .withScopes("repo", "workflow")
                    .expiringAt(end);
            town.rotate();
            assertThat(town.store.newest(1))
                    .extracting(RotationHeader::tokenExpiry)
                    .containsExactly(new TokenExpiry.At(end));
            town.gitHub.hasToken(RotationFixture.WRITER).expiringAt(end.plusSeconds(1));
            town.rotateWithWriter(town.rewriting());
            assertThat(town.store.newest(1))
                    .extracting(RotationHeader::tokenExpiry)
                    .containsExactly(new TokenExpiry.At(end));
        }
    }

    @Test
    void writesEveryRepositoryAndSeesThatItShows() {
        try (var town = RotationFixture.of(6)) {
            var report = town.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(report.summary()).isEqualTo(new RotationSummary(6, 0, 0, 0));
            assertThat(report.unverified()).isEmpty();
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
            assertThat(town.store.ledger(RotationFixture.SECRET)).hasSize(6);
        }
    }

    @Test
    void doesNothingWhenEveryRepositoryHoldsTheToken() {
        try (var town = RotationFixture.of(3)) {
            town.rotate();
            int writes = town.writes();
            var report = town.rotate();
            assertThat(town.writes()).isEqualTo(writes);
            assertThat(report.summary()).isEqualTo(new RotationSummary(0, 3, 0, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void stopsAtTheFirstFailureAndThenDoesOnlyTheRest() {
        try (var town = RotationFixture.of(8).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(4).answers(403, Map.of(), "{\"message\":\"no\"}");
            var first = town.rotate();
            assertThat(first.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(first.summary()).isEqualTo(new RotationSummary(3, 0, 1, 4));
            assertThat(first.standing(RepositoryStatus.FAILED)).containsExactly(town.name(4));
            assertThat(first.standing(RepositoryStatus.UPDATED)).isEqualTo(town.holding(RotationFixture.NEW));
            assertThat(first.rotation().head().reason().orElseThrow()).startsWith("acme/r004: ");

            var second = town.rotate();
            assertThat(second.rotation().head().id())
                    .isEqualTo(first.rotation().head().id());
            assertThat(second.summary()).isEqualTo(new RotationSummary(5, 3, 0, 0));
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
            assertThat(town.writes()).isEqualTo(9);

            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(0, 8, 0, 0));
            assertThat(town.writes()).isEqualTo(9);
        }
    }

    @Test
    void isNotCompleteWhileRepositoriesThatWereNotAskedForAreLeft() {
        try (var town = RotationFixture.of(5).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(3).answers(403, Map.of(), "{\"message\":\"no\"}");
            town.rotate();
            var alone = town.rotate(town.only(3));
            assertThat(alone.summary()).isEqualTo(new RotationSummary(1, 0, 0, 0));
            assertThat(alone.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(alone.rotation().head().reason())
                    .contains(
                            "other repositories of this rotation do not hold the token yet: 2; run it for all of them");

            var rest = town.rotate();
            assertThat(rest.summary()).isEqualTo(new RotationSummary(2, 3, 0, 0));
            assertThat(rest.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.rotate(town.only(3)).rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    /** Curve25519 has keys to which nothing can be sealed; one of them is all zeros. */
    @Test
    void refusesAKeyThatNothingCanBeSealedToBeforeTheFirstWrite() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub
                    .onRequest("GET", ".*/r003/.*/public-key")
                    .from(1)
                    .answers(200, "{\"key_id\":\"77\",\"key\":\"" + "A".repeat(43) + "=\"}");
            assertThatThrownBy(town::rotate)
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("acme/r003: public key 77 is 32 bytes, but not a key");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void writesTheCanaryAloneAndStopsWithIt() {
        try (var town = RotationFixture.of(6)) {
            town.gitHub.onRequest("PUT", ".*/r001/.*").nth(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(0, 0, 1, 5));
            assertThat(town.writes()).isEqualTo(1);
        }
    }

    @Test
    void goesOnAfterAFailureWhenToldTo() {
        try (var town = RotationFixture.of(5)) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            var report = town.rotate(town.continuing());
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 1, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.STOPPED);
        }
    }

    @Test
    void refusesBeforeTheFirstWriteAndNamesEveryObstacle() {
        try (var town = RotationFixture.of(5)) {
            town.repository(2).archived();
            town.repository(4).gone();
            assertThatThrownBy(town::rotate)
                    .isInstanceOfSatisfying(RotationRefusedException.class, refused -> assertThat(refused.obstacles())
                            .containsOnlyKeys(town.name(2), town.name(4)))
                    .hasMessageContaining("acme/r002: it is archived")
                    .hasMessageContaining("acme/r004: there is no such repository");
            assertThat(town.writes()).isZero();
            assertThat(town.store.newest(10)).isEmpty();
        }
    }

    @Test
    void passesOverObstaclesWhenToldTo() {
        try (var town = RotationFixture.of(5)) {
            town.repository(2).archived();
            var report = town.rotate(town.continuing());
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 1, 0));
            assertThat(report.standing(RepositoryStatus.FAILED)).containsExactly(town.name(2));
        }
    }

    @Test
    void refusesATokenThatCannotSeeWhatAnotherCredentialWrites() {
        try (var town = RotationFixture.of(4)) {
            town.repository(3).hiddenFrom(RotationFixture.NEW);
            assertThatThrownBy(() -> town.rotateWithWriter(town.request()))
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("acme/r003");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void fetchesAStaleKeyOnceMore() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> town.repository(2)
                    .rotatesItsKey());
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
        }
    }

    @Test
    void repeatsAWriteWhoseAnswerWasLost() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).cutsTheConnectionAfterwards();
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(town.repository(2).history("GH_PAT")).hasSize(3);
        }
    }

    @Test
    void saysThatItIsNotKnownWhenNoAnswerEverCame() {
        try (var town = RotationFixture.of(3).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(1, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(town.name(2)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .startsWith("unknown whether GitHub accepted the token"));
        }
    }

    @Test
    void repeatsAWriteThatNeverArrived() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).cutsTheConnection();
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(town.repository(2).history("GH_PAT")).hasSize(2);
        }
    }

    @Test
    void failsAtARepositoryThatWasArchivedMeanwhile() {
        try (var town = RotationFixture.of(4).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> town.repository(3)
                    .archived());
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(town.name(3)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("archived"));
            town.repository(3).unarchived();
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(2, 2, 0, 0));
        }
    }

    @Test
    void writesNothingToARepositoryThatWasTransferredMeanwhile() {
        try (var town = RotationFixture.of(4).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> town.repository(3)
                    .renamedTo("mallory/r003"));
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 1, 1));
            assertThat(report.rotation().outcomes().get(town.name(3)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("belongs to mallory today, as mallory/r003, and not to acme"));
            assertThat(town.repository(3).secret("GH_PAT")).hasValue(RotationFixture.OLD);
        }
    }

    @Test
    void followsARepositoryThatWasRenamedMeanwhile() {
        try (var town = RotationFixture.of(4).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).comesAfter(() -> town.repository(3)
                    .renamedTo("acme/r003-of-today"));
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(4, 0, 0, 0));
            assertThat(report.unverified()).isEmpty();
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2D", "-P2D", "PT3H", "-PT90S"})
    void finishesWhateverTheClockDoesInMidRun(Duration jump) {
        try (var town = RotationFixture.of(5).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(3).comesAfter(() -> town.time.move(jump));
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(5, 0, 0, 0));
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.writes()).isEqualTo(5);
        }
    }

    @Test
    void stopsAtOnceWhenTheTokenIsRevokedInMidRun() {
        try (var town = RotationFixture.of(10).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(4).comesAfter(() -> town.gitHub
                    .hasToken(RotationFixture.NEW)
                    .revoked());
            var report = town.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(report.standing(RepositoryStatus.UPDATED)).isEqualTo(town.holding(RotationFixture.NEW));
            assertThat(report.summary()).isEqualTo(new RotationSummary(3, 0, 0, 7));
            assertThat(town.writes()).isEqualTo(4);
        }
    }

    @Test
    void waitsForALimitInsideItsTime() {
        try (var town = RotationFixture.of(5).oneAtATime()) {
            town.gitHub
                    .onRequest("PUT", ".*")
                    .nth(3)
                    .answers(429, Map.of("retry-after", "120"), "{\"message\":\"slow\"}");
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(5, 0, 0, 0));
        }
    }

    @Test
    void pausesForALimitThatLastsLonger() {
        try (var town = RotationFixture.of(5).oneAtATime().waitingAtMost(Duration.ofMinutes(1))) {
            town.gitHub
                    .onRequest("PUT", ".*")
                    .nth(3)
                    .answers(429, Map.of("retry-after", "1200"), "{\"message\":\"slow\"}");
            var report = town.rotate();
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.WAITING);
            assertThat(report.rotation().head().waitUntil().orElseThrow())
                    .isBetween(
                            town.clock.instant().plusSeconds(1190),
                            town.clock.instant().plusSeconds(1201));
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 0, 3));
            town.time.move(Duration.ofSeconds(1201));
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(3, 2, 0, 0));
        }
    }

    @Test
    void letsOnlyOneRotationRun() {
        try (var town = RotationFixture.of(2)) {
            town.store.acquire(RotationFixture.SECRET, "somebody else", town.clock.instant(), Duration.ofMinutes(1));
            assertThatThrownBy(town::rotate)
                    .isInstanceOf(RotationStore.LeaseHeldException.class)
                    .hasMessageContaining("somebody else");
            assertThat(town.writes()).isZero();
            town.time.move(Duration.ofMinutes(2));
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(2, 0, 0, 0));
        }
    }

    @Test
    void writesNothingMoreOnceAnotherTookTheLease() {
        try (var town = RotationFixture.of(5).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(3).comesAfter(() -> {
                town.time.move(Duration.ofMinutes(2));
                town.store.acquire(
                        RotationFixture.SECRET, "the successor", town.clock.instant(), Duration.ofMinutes(1));
            });
            assertThatThrownBy(town::rotate).isInstanceOf(RotationStore.LeaseLostException.class);
            assertThat(town.writes()).isEqualTo(3);
            assertThat(town.store.ledger(RotationFixture.SECRET)).hasSize(2);
        }
    }

    @Test
    void marksAnUnfinishedRotationOfAnotherTokenSuperseded() {
        try (var town = RotationFixture.of(3).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(2).answers(403, Map.of(), "{\"message\":\"no\"}");
            var first =
                    town.rotate(town.request(RotationFixture.OLD)).rotation().head();
            assertThat(first.state()).isEqualTo(RotationState.STOPPED);
            var second = town.rotate().rotation().head();
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(town.store.find(first.id()).orElseThrow().head().state()).isEqualTo(RotationState.SUPERSEDED);
        }
    }

    @Test
    void goingBackToAnEarlierTokenWritesItEverywhereAgain() {
        try (var town = RotationFixture.of(3)) {
            town.rotate(town.request(RotationFixture.OLD));
            town.rotate(town.request(RotationFixture.NEW));
            assertThat(town.rotate(town.request(RotationFixture.OLD)).summary())
                    .isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(town.holding(RotationFixture.OLD)).isEqualTo(town.names());
        }
    }

    /** GitHub's times tell our write from one of a rotation that began long after it and ended a while ago. */
    @Test
    void goingBackALittleLaterWritesOnlyTheRepositoriesThatHoldAnotherToken() {
        try (var town = RotationFixture.of(6).oneAtATime()) {
            town.rotate(town.request(RotationFixture.OLD));
            town.time.move(Duration.ofHours(1));
            town.gitHub.onRequest("PUT", ".*/r003/.*").from(1).cutsTheConnectionAfterwards();
            town.rotate();
            town.gitHub.mend();
            town.time.move(Duration.ofMinutes(5));

            var back = town.rotate(town.request(RotationFixture.OLD));

            assertThat(back.summary()).isEqualTo(new RotationSummary(3, 3, 0, 0));
            assertThat(town.holding(RotationFixture.OLD)).isEqualTo(town.names());
        }
    }

    @Test
    void goingBackWritesAgainWhereAnAnswerToAnotherTokenWasLost() {
        try (var town = RotationFixture.of(3).oneAtATime()) {
            town.rotate(town.request(RotationFixture.OLD));
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            town.rotate();
            assertThat(town.holding(RotationFixture.NEW)).containsExactly(town.name(1), town.name(2));

            town.gitHub.mend();
            town.rotate(town.request(RotationFixture.OLD));
            assertThat(town.holding(RotationFixture.OLD)).isEqualTo(town.names());
        }
    }

    @Test
    void goingBackWritesAgainWhereARunOfAnotherTokenDiedHoweverOftenItIsStopped() {
        try (var town = RotationFixture.of(3).oneAtATime()) {
            town.rotate(town.request(RotationFixture.OLD));
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).cutsTheConnectionAfterwards();
            town.rotate();

            town.gitHub.mend();
            town.gitHub.onRequest("PUT", ".*").nth(1).answers(403, Map.of(), "{\"message\":\"no\"}");
            assertThat(town.rotate(town.request(RotationFixture.OLD))
                            .rotation()
                            .head()
                            .state())
                    .isEqualTo(RotationState.STOPPED);
            assertThat(town.rotate(town.request(RotationFixture.OLD))
                            .rotation()
                            .head()
                            .state())
                    .isEqualTo(RotationState.COMPLETE);
            assertThat(town.holding(RotationFixture.OLD)).isEqualTo(town.names());

            int writes = town.writes();
            assertThat(town.rotate(town.request(RotationFixture.OLD)).summary())
                    .isEqualTo(new RotationSummary(0, 3, 0, 0));
            assertThat(town.writes()).isEqualTo(writes);
        }
    }

    @Test
    void writesAgainWhatTheTokenHasReachedWhenAskedForAll() {
        try (var town = RotationFixture.of(3)) {
            town.rotate();
            assertThat(town.rotate(town.rewriting()).summary()).isEqualTo(new RotationSummary(3, 0, 0, 0));
            assertThat(town.writes()).isEqualTo(6);
        }
    }

    @Test
    void includesRepositoriesThatJoinedTheGraphSince() {
        try (var town = RotationFixture.of(3)) {
            town.rotate(town.ofTheFirst(2));
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(1, 2, 0, 0));
        }
    }

    @Test
    void looksAgainUntilALateWriteShows() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub.showsWritesAfter(Duration.ofSeconds(20));
            assertThat(town.rotate().unverified()).isEmpty();
        }
    }

    @Test
    void saysWhatNeverShowed() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub.showsWritesAfter(Duration.ofHours(1));
            var report = town.rotate();
            assertThat(report.unverified()).isEqualTo(town.names());
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void hiresNoMoreWorkersThanThereIsWork() {
        try (var town = RotationFixture.of(3).withoutABoundOnWrites()) {
            assertThat(town.rotate().rotation().head().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void stopsWhenAPersonAsks() {
        try (var town = RotationFixture.of(5).oneAtATime()) {
            var stopSignal = new StopSignal();
            town.gitHub.onRequest("PUT", ".*").nth(2).comesAfter(() -> stopSignal.stop("interrupted"));
            var report = town.rotate(town.request(), stopSignal);
            assertThat(report.summary()).isEqualTo(new RotationSummary(2, 0, 0, 3));
            assertThat(report.rotation().head().reason()).contains("interrupted");
        }
    }

    @Test
    void keepsFingerprintsAndNeverTheToken() {
        try (var town = RotationFixture.of(2)) {
            var report = town.rotate();
            assertThat(report.rotation().head().fingerprint())
                    .isEqualTo(Fingerprint.of(SecretValue.of(RotationFixture.NEW)));
            assertThat(report.toString() + town.store.newest(5) + town.store.ledger(RotationFixture.SECRET))
                    .doesNotContain(RotationFixture.NEW);
        }
    }

    @Test
    void keepsTwoHundredRepositoriesInsideThePublishedLimits() {
        try (var town = RotationFixture.of(200)) {
            var start = town.clock.instant();
            var report = town.rotate();
            assertThat(report.summary()).isEqualTo(new RotationSummary(200, 0, 0, 0));
            assertThat(town.gitHub.limitAnswers()).isZero();
            assertThat(town.gitHub.mostInFlight()).isLessThanOrEqualTo(8);
            // 75 writes at once, 75 after a minute, the last 50 after two: two minutes are the least there can be.
            assertThat(Duration.between(start, town.clock.instant()))
                    .isBetween(Duration.ofSeconds(115), Duration.ofSeconds(138));
        }
    }

    @Test
    void remembersTheWritesOfAnEarlierRun() {
        try (var town = RotationFixture.of(100)) {
            town.rotate(town.ofTheFirst(70));
            town.rotate();
            assertThat(town.gitHub.limitAnswers()).isZero();
            assertThat(town.holding(RotationFixture.NEW)).hasSize(100);
        }
    }
}
