package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.rotation.RotationFixture.TimedRotation;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan against whole rotations, with GitHub's published limits and a clock that only calls and waits move. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RotationEstimateTest {

    private static final Duration ANSWER = Duration.ofMillis(80);

    /** The largest first, so that the others run beside it. */
    @Test
    void foretellsTheTimeOfTheWritesToATenth() throws InterruptedException {
        var sizes = List.of(1000, 200, 50);
        var limited = List.of(1000, 200);
        ParallelCases.tryEach(sizes.size() + limited.size(), number -> {
            if (number < sizes.size()) {
                oneAfterAnother(sizes.get(number));
            } else {
                severalAtOnce(limited.get(number - sizes.size()));
            }
        });
    }

    private static void oneAfterAnother(int size) {
        try (var fixture =
                RotationFixture.of(size).oneAtATime().answeringAfter(ANSWER).waitingAtMost(Duration.ofHours(6))) {
            fixture.gitHub.limitedTo(RateLimits.published());

            var timed = fixture.rotateWithAPlan();

            assertThat(timed.report().rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertTookWhatWasPlanned(timed, fixture, size);
        }
    }

    /** As many at once as the settings allow: answers take no time of this clock then, so the limits alone make the time. */
    private static void severalAtOnce(int size) {
        try (var fixture = RotationFixture.of(size).waitingAtMost(Duration.ofHours(6))) {
            fixture.gitHub.limitedTo(RateLimits.published());

            var timed = fixture.rotateWithAPlan();

            assertThat(fixture.gitHub.limitAnswers()).isZero();
            assertTookWhatWasPlanned(timed, fixture, size);
        }
    }

    private static void assertTookWhatWasPlanned(TimedRotation timed, RotationFixture fixture, int size) {
        assertThat(fixture.holding(RotationFixture.NEW)).hasSize(size);
        long planned = timed.plan().time().toMillis();
        assertThat(timed.took().toMillis()).as("of %d", size).isBetween(planned * 9 / 10, planned * 11 / 10);
    }

    /**
     * The plan of a rotation of so many, with its checks, on its own: requests, points and time. Of 440, the looks before the first
     * write leave points for 71 writes in the first minute; the others take five more, because reading back waits for them.
     */
    @ParameterizedTest
    @CsvSource({
        "6, 24, 47, PT0S",
        "50, 156, 355, PT0S",
        "200, 607, 1405, PT2M",
        "440, 1330, 3085, PT5M",
        "1000, 3015, 7005, PT2H1M",
        "5000, 15055, 35005, PT10H6M",
    })
    void tellsWhatItCostsAndWhenItEnds(int size, int calls, int points, Duration least) {
        var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var pace = TestClientFactories.connector(TestSettings.defaults(), clock, duration -> {})
                .forecast();
        var plan = RotationEstimate.beforehand(
                size, size, 0, true, RequiredPermissions.of(Optional.empty(), false), pace, Optional.empty());

        assertThat(plan.calls()).isEqualTo(calls);
        assertThat(plan.points()).isEqualTo(points);
        assertThat(plan.end()).isEqualTo(clock.instant().plus(plan.time()));
        assertThat(plan.time()).isBetween(least, least.plus(least.dividedBy(10)).plusSeconds(15));
    }

    /** The token's checks of a token that is paced apart wait for its own limits alone, and the writer's begin after them. */
    @Test
    void addsWhatATokenThatIsPacedApartCosts() {
        var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var clients = TestClientFactories.connector(TestSettings.defaults(), clock, duration -> {});
        var needs = RequiredPermissions.of(Optional.empty(), true);
        var together = RotationEstimate.beforehand(50, 50, 0, false, needs, clients.forecast(), Optional.empty());

        var apart = RotationEstimate.beforehand(
                50, 50, 0, false, needs, clients.forecast(), Optional.of(clients.forecast()));
        var waiting = RotationEstimate.beforehand(
                50,
                50,
                0,
                false,
                needs,
                clients.forecast(),
                Optional.of(clients.forecast().notBefore(Instant.EPOCH.plusSeconds(60))));

        assertThat(apart).isEqualTo(together);
        assertThat(waiting.time()).isEqualTo(together.time().plusSeconds(60));
        assertThat(waiting.points()).isEqualTo(together.points());
    }

    @Test
    void saysHowFarOffItWas() {
        var end = Instant.parse("2030-01-01T00:01:02Z");
        assertThat(new RotationEstimate(75, 150, 450, Duration.ofSeconds(62), end).against(Duration.ofMillis(64_400)))
                .isEqualTo("planned 62 s, took 64 s");
        assertThat(new RotationEstimate(6, 12, 36, Duration.ofMillis(450), end).against(Duration.ofMillis(9_940)))
                .isEqualTo("planned 0.45 s, took 9.94 s");
    }
}
