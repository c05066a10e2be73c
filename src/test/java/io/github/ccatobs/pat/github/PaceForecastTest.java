package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceForecastTest {

    /**
     * With one call at once, answered in 250 ms, and with limits so small that each of them is the one that counts in a row.
     */
    @ParameterizedTest
    @CsvSource({
        "10, 0, 800, 75, 480, PT2.5S",
        "0, 4, 800, 75, 480, PT2S",
        // The eleventh read waits until the first has left the minute.
        "11, 0, 10, 75, 480, PT1M0.25S",
        "21, 0, 10, 75, 480, PT2M0.25S",
        // The third write waits for the first, the fifth for the third.
        "0, 3, 800, 2, 480, PT1M0.5S",
        "0, 5, 800, 2, 480, PT2M0.5S",
        "0, 3, 800, 75, 2, PT1H0.5S",
        // Reads before the writes take their points.
        "8, 1, 12, 75, 480, PT1M0.5S",
    })
    void addsTheWaitsOfTheWindows(int reads, int writes, int points, int minute, int hour, Duration time) {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of(
                        "ccat.pat.github.in-flight", "1",
                        "ccat.pat.github.writes-in-flight", "1",
                        "ccat.pat.github.points-per-minute", Integer.toString(points),
                        "ccat.pat.github.writes-per-minute", Integer.toString(minute),
                        "ccat.pat.github.writes-per-hour", Integer.toString(hour)));
        assertThat(new PaceForecast(settings)
                        .reads(reads)
                        .verifiedWrites(writes)
                        .time())
                .isEqualTo(time);
    }
}
