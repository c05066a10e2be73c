package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.RotationReport.RotationSummary;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub decides which repositories hold the token, whatever the ledger says and whichever clock is wrong. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class LedgerVerifierTest {

    private static final Duration LATER = Duration.ofMinutes(5);
    private static final String LISTS = "/repos/acme/[^/]+/actions/secrets";
    private static final Map<String, String> IN_1970 = Map.of("date", "Thu, 01 Jan 1970 00:00:00 GMT");

    @Test
    void writesAgainWhatWasDeletedAndOverwrittenAndSaysSo() {
        try (var fixture = RotationFixture.of(6)) {
            fixture.rotate();
            fixture.time.move(LATER);
            fixture.repository(2).withoutSecret();
            fixture.repository(5).withSecret("GH_PAT", "another", fixture.clock.instant());
            fixture.gitHub.forgetsRequests();

            var heard = fixture.rotateAndHear();

            assertThat(heard)
                    .containsExactly(
                            "2 of 6 no longer held it: deleted, overwritten",
                            "  acme/r002: the secret was deleted",
                            "  acme/r005: the secret was overwritten 2030-01-01T00:05:00Z");
            assertThat(fixture.writes()).isEqualTo(2);
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.store.newest(1).getFirst().state()).isEqualTo(RotationState.COMPLETE);
        }
    }

    @Test
    void writesAgainWhatWasDeletedAMomentAfterTheRotation() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate();
            fixture.repository(3).withoutSecret();
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, 2, 0, 0));
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @Test
    void readsEachRepositoryOfTheLedgerOnceAndNoOther() {
        try (var fixture = RotationFixture.of(4)) {
            fixture.rotate(fixture.ofTheFirst(3));
            fixture.time.move(LATER);
            fixture.gitHub.forgetsRequests();
            fixture.rotate();
            assertThat(fixture.gitHub.count("GET", "/repos/acme/r00[123]/.*")).isEqualTo(3);
            assertThat(fixture.gitHub.count("GET", "/repos/acme/r004/actions/secrets"))
                    .as("to verify")
                    .isEqualTo(1);

            fixture.gitHub.forgetsRequests();
            fixture.rotate(fixture.rewriting());
            assertThat(fixture.gitHub.count("GET", LISTS)).as("to verify").isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesARepositoryOnceThatWasRenamedTwiceWhateverOldNamesTheGraphHas(boolean reversed) {
        try (var fixture = RotationFixture.of(2)) {
            var names = List.of(fixture.name(1), fixture.name(2), RepositoryName.parse("acme/second"));
            fixture.repository(2).renamedTo("acme/second").renamedTo("acme/third");
            var request = RotationFixture.request(RotationFixture.NEW, names, RotationOptions.NONE);

            assertThat(fixture.rotate(request).summary()).isEqualTo(new RotationSummary(2, 0, 0, 0));
            assertThat(fixture.repository(2).history("GH_PAT")).hasSize(2);
            fixture.time.move(LATER);
            var again = reversed
                    ? RotationFixture.request(RotationFixture.NEW, names.reversed(), RotationOptions.NONE)
                    : request;
            fixture.gitHub.forgetsRequests();
            assertThat(fixture.rotate(again).summary()).isEqualTo(new RotationSummary(0, 2, 0, 0));
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void takesWhatCannotBeReadForNotHeld() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.rotate();
            fixture.time.move(LATER);
            fixture.gitHub.onRequest("GET", ".*/r002/actions/secrets").times(4).answers(502, "{}");
            fixture.gitHub.forgetsRequests();
            assertThat(fixture.rotateAndHear()).first().isEqualTo("1 of 3 no longer held it: unreadable");
            assertThat(fixture.writes()).isEqualTo(1);
        }
    }

    @Test
    void recordsThatARepositoryNoLongerHoldsTheTokenBeforeItWritesAgain() {
        try (var fixture = RotationFixture.of(4).oneAtATime()) {
            fixture.rotate();
            fixture.time.move(LATER);
            fixture.repository(2).withoutSecret();
            fixture.repository(3).withoutSecret();
            fixture.gitHub.onRequest("PUT", ".*").from(1).answers(403, "{\"message\":\"no\"}");
            var stopped = fixture.rotate();
            assertThat(stopped.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            var recorded = fixture.store.find(stopped.rotation().head().id()).orElseThrow();
            assertThat(recorded.outcomes().get(fixture.name(2))).isInstanceOf(Outcome.Failed.class);
            assertThat(recorded.outcomes().get(fixture.name(3))).isInstanceOf(Outcome.Pending.class);
            assertThat(recorded.outcomes().get(fixture.name(1))).isInstanceOf(Outcome.Updated.class);
        }
    }

    @Test
    void isNotCompleteWhileARepositoryThatWasNotAskedForHasLostTheToken() {
        try (var fixture = RotationFixture.of(4)) {
            fixture.rotate();
            fixture.time.move(LATER);
            fixture.repository(4).withoutSecret();
            var alone = fixture.rotate(fixture.only(1));
            assertThat(alone.rotation().head().state()).isEqualTo(RotationState.STOPPED);
            assertThat(alone.rotation().head().reason().orElseThrow()).contains("do not hold the token yet: 1;");
        }
    }

    @Test
    void writesAgainWhatWasNeverTaken() {
        try (var fixture = RotationFixture.of(2).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").nth(1).answers(204, "");
            var first = fixture.rotate();
            assertThat(first.unverified()).containsExactly(fixture.name(2));
            fixture.time.move(LATER);
            assertThat(fixture.rotateAndHear())
                    .containsExactly(
                            "1 of 2 no longer held it: older value",
                            "  acme/r002: the secret was last written 2029-09-23T00:00:00Z, before our own write");
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "-PT10M", "PT61S", "PT240H"})
    void keepsGitHubsTimeOfEachWriteAndVerifiesItWhateverOurClockSays(Duration ahead) {
        try (var fixture = RotationFixture.of(4)) {
            fixture.gitHub.runsAheadBy(ahead);
            var report = fixture.rotate();
            assertThat(report.unverified()).isEmpty();
            assertThat(fixture.store.ledger(RotationFixture.SECRET)).hasSize(4).allSatisfy(entry -> assertThat(
                            entry.gitHubAt())
                    .contains(entry.at().plus(ahead)));
            assertThat(report.rotation().startedByGitHubClock())
                    .contains(report.rotation().head().startedAt().plus(ahead));

            fixture.time.move(LATER);
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(0, 4, 0, 0));
            fixture.repository(3)
                    .withSecret("GH_PAT", "another", fixture.clock.instant().plus(ahead));
            assertThat(fixture.rotate().summary()).isEqualTo(new RotationSummary(1, 3, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT10M", "-PT10M"})
    void doesNotVerifyAWriteThatCameToNothingAndIsDatedIn1970(Duration ahead) {
        try (var fixture = RotationFixture.of(3).oneAtATime()) {
            fixture.gitHub.runsAheadBy(ahead);
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, IN_1970, "");
            var report = fixture.rotate();
            assertThat(report.unverified()).containsExactly(fixture.name(2));
            assertThat(fixture.holding(RotationFixture.NEW)).containsExactly(fixture.name(1), fixture.name(3));
        }
    }

    /** As when every answer comes through something that dates it anew. */
    @Test
    void doesNotVerifyAWriteThatCameToNothingWhereEveryAnswerIsDatedBeforeTheSecret() {
        try (var fixture = RotationFixture.of(2).oneAtATime()) {
            fixture.gitHub.runsAheadBy(Duration.ofDays(-200));
            fixture.gitHub.onRequest("PUT", ".*/r002/.*").from(1).answers(204, "");
            assertThat(fixture.rotate().unverified()).containsExactly(fixture.name(2));
        }
    }

    @ParameterizedTest(name = "ours {0} (GitHub: {1}), shown {2}, {3} later: {4}")
    @CsvSource({
        "00:10:00, 00:10:00, 00:10:00, PT1H, held",
        "00:10:00, 00:20:00, 00:22:00, PT1H, held",
        "00:10:00, 00:20:00, 00:22:01, PT1H, overwritten",
        "00:10:00, 00:20:00, 00:19:55, PT1H, held",
        "00:10:00, 00:20:00, 00:19:54, PT1H, older value",
        "00:10:00, 00:20:00, 00:19:54, PT1M, held", // it may still come
        "00:10:00, , 00:08:00, PT1H, held", // recorded by an older version
        "00:10:00, , 00:12:01, PT1H, overwritten",
        "00:10:00, , 00:07:59, PT1H, older value",
        "00:10:00, 00:10:00, , PT1M, deleted"
    })
    void judgesWhatGitHubShows(String at, String gitHubAt, String shown, Duration later, String word) {
        var entry = new LedgerEntry(
                RepositoryName.parse("acme/web"),
                Fingerprint.of(SecretValue.of(RotationFixture.NEW)),
                new RotationId("20300101-000000-abcd"),
                moment(at),
                Optional.ofNullable(gitHubAt).map(LedgerVerifierTest::moment));
        var rule = new LedgerVerifier.HoldingRule(
                Duration.ofMinutes(2),
                moment(at).plus(later),
                Optional.ofNullable(gitHubAt).map(moment -> moment(moment).plus(later)));
        assertThat(rule.judge(entry, Optional.ofNullable(shown).map(LedgerVerifierTest::moment)))
                .extracting(Holding::word)
                .isEqualTo(word);
    }

    private static Instant moment(String time) {
        return Instant.parse("2030-01-01T" + time + "Z");
    }

    @Test
    void saysNothingWhereNothingIsLost() {
        assertThat(LedgerVerification.empty().lines()).isEqualTo(List.of());
    }
}
