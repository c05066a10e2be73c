package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitForecastTest {

    private static final Instant NOW = MutableClock.START;

    /**
     * With one call at once, answered in 250 ms, and with limits so small that each of them is the one that counts in a row.
     */
    @ParameterizedTest
    @CsvSource({
        "10, 0, 800, 75, 480, PT2.5S,",
        "0, 4, 800, 75, 480, PT2S,",
        // The eleventh read waits until the first has left the minute.
        "11, 0, 10, 75, 480, PT1M0.25S, 10 points in a minute",
        "21, 0, 10, 75, 480, PT2M0.25S, 10 points in a minute",
        // The third write waits for the first, the fifth for the third.
        "0, 3, 800, 2, 480, PT1M0.5S, 2 writes in a minute",
        "0, 5, 800, 2, 480, PT2M0.5S, 2 writes in a minute",
        "0, 3, 800, 75, 2, PT1H0.5S, 2 writes in an hour",
        // Reads before the writes take their points.
        "8, 1, 12, 75, 480, PT1M0.5S, 12 points in a minute",
    })
    void addsTheWaitsOfTheWindowsAndSaysWhichOnesTheyAre(
            int reads, int writes, int points, int minute, int hour, Duration time, @Nullable String limit) {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of(
                        "ccat.pat.github.in-flight", "1",
                        "ccat.pat.github.writes-in-flight", "1",
                        "ccat.pat.github.points-per-minute", Integer.toString(points),
                        "ccat.pat.github.writes-per-minute", Integer.toString(minute),
                        "ccat.pat.github.writes-per-hour", Integer.toString(hour)));
        var forecast = forecast(settings, Optional.empty(), RateLimitForecast.ONE_CALL)
                .reads(reads)
                .verifiedWrites(writes);
        assertThat(forecast.time()).isEqualTo(time);
        assertThat(forecast.waits().keySet())
                .isEqualTo(Optional.ofNullable(limit).map(Set::of).orElse(Set.of()));
        assertThat(forecast.waits().values()).allSatisfy(wait -> assertThat(wait)
                .isBetween(time.multipliedBy(9).dividedBy(10), time));
    }

    private static RateLimitForecast forecast(GitHubSettings settings, Optional<RateLimitStatus> quota, Duration call) {
        return new RateLimitForecast(
                settings,
                new SlidingWindow(RateLimiter.MINUTE, settings.pointsPerMinute()),
                new SlidingWindow(RateLimiter.MINUTE, settings.writesPerMinute()),
                new SlidingWindow(RateLimiter.HOUR, settings.writesPerHour()),
                quota,
                call,
                NOW,
                Instant.MIN);
    }

    /** Of 300 calls left 200 are kept for people: the 101st waits for the next hour. */
    @ParameterizedTest
    @CsvSource({"100, PT0S", "101, PT20M", "150, PT20M"})
    void leavesTheReserveOfTheQuotaAlone(int reads, Duration time) {
        var quota = new RateLimitStatus(5000, 300, NOW.plus(Duration.ofMinutes(20)));

        var forecast = forecast(TestSettings.shipped(), Optional.of(quota), Duration.ZERO)
                .reads(reads);
        assertThat(forecast.time()).isEqualTo(time);
        assertThat(forecast.waits())
                .isEqualTo(time.isZero() ? Map.of() : Map.of("the quota's reserve", Duration.ofMinutes(20)));
    }

    @Test
    void beginsWithWhatThisProcessAndTheStoreHaveSpent() {
        var clock = new MutableClock();
        var settings = TestSettings.shipped();
        var limiter = new RateLimiter(settings, clock, duration -> {});
        var credential = new CredentialTracker(settings.reserve());

        assertThat(limiter.forecast(credential).verifiedWrites(75).time()).isLessThan(Duration.ofSeconds(20));

        limiter.measured(Duration.ofMillis(80));
        limiter.remember(Collections.nCopies(75, clock.instant().minusSeconds(20)));

        assertThat(limiter.forecast(credential).verifiedWrites(1).time())
                .isEqualTo(Duration.ofSeconds(40).plusMillis(80 + 80));
        assertThat(limiter.forecast(credential).reads(1).time()).isEqualTo(Duration.ofMillis(80));
    }

    /** Those of the look at all repositories, and the quickest; one of before is forgotten. */
    @Test
    void takesAnAnswerToLastBetweenTheLeastAndTheMeanOfTheLastOnes() {
        var limiter = new RateLimiter(TestSettings.shipped(), new MutableClock(), duration -> {});
        limiter.measured(Duration.ofSeconds(9));
        Collections.nCopies(63, Duration.ofMillis(120)).forEach(limiter::measured);
        limiter.measured(Duration.ofMillis(56));

        assertThat(limiter.forecast(new CredentialTracker(0)).reads(1).time()).isEqualTo(Duration.ofNanos(87_500_000));
    }

    /** With 16 at once, of them 8 writes: the first write goes alone, and all but the last are read back beside others. */
    @ParameterizedTest
    @CsvSource({
        "16, 0, PT0.1S",
        "17, 0, PT0.2S",
        "0, 1, PT0.2S",
        "0, 9, PT0.3S",
        "0, 17, PT0.4S",
        "16, 17, PT0.5S",
    })
    void letsAsManyOutAtOnceAsTheLimiterDoes(int reads, int writes, Duration time) {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of("ccat.pat.github.in-flight", "16", "ccat.pat.github.writes-in-flight", "8"));
        var forecast = forecast(settings, Optional.empty(), Duration.ofMillis(100))
                .reads(reads)
                .verifiedWrites(writes);

        assertThat(forecast.time()).isEqualTo(time);
        assertThat(forecast.points()).isEqualTo(reads + 6 * writes);
        assertThat(forecast.end()).isEqualTo(NOW.plus(time));
    }

    /** The lease, a question and the rotation; the first write, kept, and eight more, kept; the last read back and three changes. */
    @Test
    void countsTheTimeInWhichOutcomesAreKept() {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of("ccat.pat.github.in-flight", "16", "ccat.pat.github.writes-in-flight", "8"));
        var forecast = forecast(settings, Optional.empty(), Duration.ofMillis(100))
                .keepingEachFor(Duration.ofMillis(20))
                .changes(1)
                .reads(1)
                .changes(1)
                .verifiedWrites(9)
                .changes(3);

        assertThat(forecast.time()).isEqualTo(Duration.ofMillis(20 + 100 + 20 + 120 + 120 + 100 + 60));
        assertThat(forecast.end()).isEqualTo(NOW.plus(forecast.time()));
    }
}
