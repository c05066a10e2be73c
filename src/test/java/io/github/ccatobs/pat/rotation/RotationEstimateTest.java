package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.sandbox.RateLimits;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan against whole rotations, with GitHub's published limits and a clock that only calls and waits move. */
@QuarkusTest
class RotationEstimateTest {

    private static final Duration ANSWER = Duration.ofMillis(80);

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 1000})
    void foretellsTheTimeOfTheWritesToATenth(int size) {
        try (var fixture =
                RotationFixture.of(size).oneAtATime().answeringAfter(ANSWER).waitingAtMost(Duration.ofHours(6))) {
            fixture.gitHub.limitedTo(RateLimits.published());

            var timed = fixture.rotateWithAPlan();

            assertThat(timed.report().rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationFixture.NEW)).hasSize(size);
            long planned = timed.plan().time().toMillis();
            assertThat(timed.took().toMillis()).isBetween(planned * 9 / 10, planned * 11 / 10);
        }
    }

    @Test
    void saysHowFarOffItWas() {
        assertThat(new RotationEstimate(75, 150, Duration.ofSeconds(62)).against(Duration.ofMillis(64_400)))
                .isEqualTo("planned 62 s, took 64 s");
    }
}
