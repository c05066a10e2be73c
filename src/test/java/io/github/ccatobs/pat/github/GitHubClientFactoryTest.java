package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GitHubClientFactoryTest {

    private static final TestSettings SHIPPED = TestSettings.shipped();

    static Stream<Arguments> senseless() {
        return Stream.of(
                Arguments.of(SHIPPED.withInFlight(0, 4), "in-flight is 0: expected at least 1"),
                Arguments.of(SHIPPED.withInFlight(8, -1), "writes-in-flight is -1: expected at least 1"),
                Arguments.of(SHIPPED.withWrites(0, 480), "writes-per-minute is 0: expected at least 1"),
                Arguments.of(SHIPPED.withWrites(75, -480), "writes-per-hour is -480: expected at least 1"),
                Arguments.of(SHIPPED.withPointsPerMinute(0), "points-per-minute is 0: expected at least 1"),
                Arguments.of(SHIPPED.withReserve(-2), "reserve is -2: expected at least 0"),
                Arguments.of(SHIPPED.withTimeout(Duration.ZERO), "timeout is PT0S: expected 1 ms to 1 hour"),
                Arguments.of(SHIPPED.withTimeout(Duration.ofDays(1)), "timeout is PT24H: expected 1 ms to 1 hour"));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void refusesSettingsThatMakeNoSense(TestSettings settings, String problem) {
        assertThatThrownBy(() -> connector(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.github." + problem);
    }

    @Test
    void takesTheLeastThatMakesSense() {
        var least = SHIPPED.withInFlight(1, 1)
                .withWrites(1, 1)
                .withPointsPerMinute(1)
                .withReserve(0)
                .withTimeout(Duration.ofMillis(1));

        assertThatCode(() -> connector(least)).doesNotThrowAnyException();
    }

    private static GitHubClientFactory connector(GitHubSettings settings) {
        return TestClientFactories.connector(settings, Clock.systemUTC(), Sleeper.sleeping());
    }
}
