package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.rotation.HoldingReport.Holding;
import io.github.ccatobs.pat.rotation.RotationReport.RotationSummary;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub decides which repositories hold the token, whatever the ledger says and whichever clock is wrong. */
@QuarkusTest
class HoldingTest {

    private static final Duration LATER = Duration.ofMinutes(5);
    private static final String LISTS = "/repos/acme/[^/]+/actions/secrets";
    private static final Map<String, String> IN_1970 = Map.of("date", "Thu, 01 Jan 1970 00:00:00 GMT");

    @Test
    void writesAgainWhatWasDeletedAndOverwrittenAndSaysSo() {
        try (var town = RotationFixture.of(6)) {
            town.rotate();
            town.time.move(LATER);
            town.repository(2).withoutSecret();
            town.repository(5).withSecret("GH_PAT", "another", town.clock.instant());
            town.gitHub.forgetsRequests();

            var heard = town.rotateAndHear();

            assertThat(heard)
                    .containsExactly(
                            "2 of 6 no longer held it: deleted, overwritten",
                            "  acme/r002: the secret was deleted",
                            "  acme/r005: the secret was overwritten 2030-01-01T00:05:00Z");
            assertThat(town.writes()).isEqualTo(2);
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
            assertThat(town.store.newest(1).getFirst().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void writesAgainWhatWasDeletedAMomentAfterTheRotation() {
        try (var town = RotationFixture.of(3)) {
            town.rotate();
            town.repository(3).withoutSecret();
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(1, 2, 0, 0));
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
        }
    }

    @Test
    void readsEachRepositoryOfTheLedgerOnceAndNoOther() {
        try (var town = RotationFixture.of(4)) {
            town.rotate(town.ofTheFirst(3));
            town.time.move(LATER);
            town.gitHub.forgetsRequests();
            town.rotate();
            assertThat(town.gitHub.count("GET", "/repos/acme/r00[123]/.*")).isEqualTo(3);
            assertThat(town.gitHub.count("GET", "/repos/acme/r004/actions/secrets"))
                    .as("to verify")
                    .isEqualTo(1);

            town.gitHub.forgetsRequests();
            town.rotate(town.rewriting());
            assertThat(town.gitHub.count("GET", LISTS)).as("to verify").isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesARepositoryOnceThatWasRenamedTwiceWhateverOldNamesTheGraphHas(boolean reversed) {
        try (var town = RotationFixture.of(2)) {
            var names = List.of(town.name(1), town.name(2), RepositoryName.parse("acme/second"));
            town.repository(2).renamedTo("acme/second").renamedTo("acme/third");
            var request = RotationFixture.request(RotationFixture.NEW, names, RotationOptions.NONE);

            assertThat(town.rotate(request).summary()).isEqualTo(new RotationSummary(2, 0, 0, 0));
            assertThat(town.repository(2).history("GH_PAT")).hasSize(2);
            town.time.move(LATER);
            var again = reversed
                    ? RotationFixture.request(RotationFixture.NEW, names.reversed(), RotationOptions.NONE)
                    : request;
            town.gitHub.forgetsRequests();
            assertThat(town.rotate(again).summary()).isEqualTo(new RotationSummary(0, 2, 0, 0));
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void takesWhatCannotBeReadForNotHeld() {
        try (var town = RotationFixture.of(3)) {
            town.rotate();
            town.time.move(LATER);
            town.gitHub.onRequest("GET", ".*/r002/actions/secrets").times(4).answers(502, "{}");
            town.gitHub.forgetsRequests();
            assertThat(town.rotateAndHear()).first().isEqualTo("1 of 3 no longer held it: unreadable");
            assertThat(town.writes()).isEqualTo(1);
        }
    }

    @Test
    void recordsThatARepositoryNoLongerHoldsTheTokenBeforeItWritesAgain() {
        try (var town = RotationFixture.of(4).oneAtATime()) {
            town.rotate();
            town.time.move(LATER);
            town.repository(2).withoutSecret();
            town.repository(3).withoutSecret();
            town.gitHub.onRequest("PUT", ".*").from(1).answers(403, "{\"message\":\"no\"}");
            var stopped = town.rotate();
            assertThat(stopped.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            var recorded = town.store.find(stopped.rotation().head().id()).orElseThrow();
            assertThat(recorded.outcomes().get(town.name(2))).isInstanceOf(Outcome.Failed.class);
            assertThat(recorded.outcomes().get(town.name(3))).isInstanceOf(Outcome.Pending.class);
            assertThat(recorded.outcomes().get(town.name(1))).isInstanceOf(Outcome.Updated.class);
        }
    }

    @Test
    void isNotCompleteWhileARepositoryThatWasNotAskedForHasLostTheToken() {
        try (var town = RotationFixture.of(4)) {
            town.rotate();
            town.time.move(LATER);
            town.repository(4).withoutSecret();
            var alone = town.rotate(town.only(1));
            assertThat(alone.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(alone.rotation().head().reason().orElseThrow()).contains("do not hold the token yet: 1;");
        }
    }

    @Test
    void writesAgainWhatWasNeverTaken() {
        try (var town = RotationFixture.of(2).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).answers(204, "");
            var first = town.rotate();
            assertThat(first.unverified()).containsExactly(town.name(2));
            town.time.move(LATER);
            assertThat(town.rotateAndHear())
                    .containsExactly(
                            "1 of 2 no longer held it: never written",
                            "  acme/r002: the secret was last written 2029-09-23T00:00:00Z, before our own write");
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "-PT10M", "PT61S", "PT240H"})
    void keepsGitHubsTimeOfEachWriteAndVerifiesItWhateverOurClockSays(Duration ahead) {
        try (var town = RotationFixture.of(4)) {
            town.gitHub.runsAheadBy(ahead);
            var report = town.rotate();
            assertThat(report.unverified()).isEmpty();
            assertThat(town.store.ledger(RotationFixture.SECRET)).hasSize(4).allSatisfy(entry -> assertThat(
                            entry.gitHubAt())
                    .contains(entry.at().plus(ahead)));
            assertThat(report.rotation().startedByGitHubClock())
                    .contains(report.rotation().head().startedAt().plus(ahead));

            town.time.move(LATER);
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(0, 4, 0, 0));
            town.repository(3)
                    .withSecret("GH_PAT", "another", town.clock.instant().plus(ahead));
            assertThat(town.rotate().summary()).isEqualTo(new RotationSummary(1, 3, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT10M", "-PT10M"})
    void doesNotVerifyAWriteThatCameToNothingAndIsDatedIn1970(Duration ahead) {
        try (var town = RotationFixture.of(3).oneAtATime()) {
            town.gitHub.runsAheadBy(ahead);
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, IN_1970, "");
            var report = town.rotate();
            assertThat(report.unverified()).containsExactly(town.name(2));
            assertThat(town.holding(RotationFixture.NEW)).containsExactly(town.name(1), town.name(3));
        }
    }

    /** As when every answer comes through something that dates it anew. */
    @Test
    void doesNotVerifyAWriteThatCameToNothingWhereEveryAnswerIsDatedBeforeTheSecret() {
        try (var town = RotationFixture.of(2).oneAtATime()) {
            town.gitHub.runsAheadBy(Duration.ofDays(-200));
            town.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, "");
            assertThat(town.rotate().unverified()).containsExactly(town.name(2));
        }
    }

    @ParameterizedTest(name = "ours {0} (GitHub: {1}), shown {2}, {3} later: {4}")
    @CsvSource({
        "00:10:00, 00:10:00, 00:10:00, PT1H, held",
        "00:10:00, 00:20:00, 00:22:00, PT1H, held",
        "00:10:00, 00:20:00, 00:22:01, PT1H, overwritten",
        "00:10:00, 00:20:00, 00:19:55, PT1H, held",
        "00:10:00, 00:20:00, 00:19:54, PT1H, never written",
        "00:10:00, 00:20:00, 00:19:54, PT1M, held", // it may still come
        "00:10:00, , 00:08:00, PT1H, held", // recorded by an older version
        "00:10:00, , 00:12:01, PT1H, overwritten",
        "00:10:00, , 00:07:59, PT1H, never written",
        "00:10:00, 00:10:00, , PT1M, deleted"
    })
    void judgesWhatGitHubShows(String at, String gitHubAt, String shown, Duration later, String word) {
        var entry = new LedgerEntry(
                RepositoryName.parse("acme/web"),
                Fingerprint.of(SecretValue.of(RotationFixture.NEW)),
                new RotationId("20300101-000000-abcd"),
                moment(at),
                Optional.ofNullable(gitHubAt).map(HoldingTest::moment));
        var rule =
                new HoldingCheck.HoldingRule(Duration.ofMinutes(2), moment(at).plus(later));
        assertThat(rule.judge(entry, Optional.ofNullable(shown).map(HoldingTest::moment)))
                .extracting(Holding::word)
                .isEqualTo(word);
    }

    private static Instant moment(String time) {
        return Instant.parse("2030-01-01T" + time + "Z");
    }

    @Test
    void saysNothingWhereNothingIsLost() {
        assertThat(HoldingReport.empty().lines()).isEqualTo(List.of());
    }
}
