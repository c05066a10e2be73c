package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.Optional;

/** Settings for tests: the product's defaults but for what a test changes. */
public record TestSettings(
        int inFlight,
        int writesInFlight,
        int writesPerMinute,
        int writesPerHour,
        int pointsPerMinute,
        int reserve,
        Duration timeout,
        Optional<String> apiUrl)
        implements GitHubSettings {

    TestSettings(
            int inFlight,
            int writesInFlight,
            int writesPerMinute,
            int writesPerHour,
            int pointsPerMinute,
            int reserve,
            Duration timeout) {
        this(
                inFlight,
                writesInFlight,
                writesPerMinute,
                writesPerHour,
                pointsPerMinute,
                reserve,
                timeout,
                Optional.empty());
    }

    /** The same, for a GitHub at {@code url}; comes last. */
    public TestSettings withApiUrl(String url) {
        return new TestSettings(
                inFlight,
                writesInFlight,
                writesPerMinute,
                writesPerHour,
                pointsPerMinute,
                reserve,
                timeout,
                Optional.of(url));
    }

    /** The settings as shipped. */
    static TestSettings shipped() {
        return new TestSettings(50, 25, 75, 480, 800, 200, Duration.ofSeconds(10));
    }

    /**
     * The same, but for the time that an answer may take, since a slow machine is no silent GitHub, and with fewer at once: to a
     * clock that jumps, calls under way then last as long as the jump.
     */
    public static TestSettings defaults() {
        return shipped().withInFlight(8, 4).withTimeout(Duration.ofHours(1));
    }

    /** The same with other numbers of calls and writes at once. */
    public TestSettings withInFlight(int calls, int writes) {
        return new TestSettings(calls, writes, writesPerMinute, writesPerHour, pointsPerMinute, reserve, timeout);
    }

    TestSettings withPointsPerMinute(int points) {
        return new TestSettings(inFlight, writesInFlight, writesPerMinute, writesPerHour, points, reserve, timeout);
    }

    TestSettings withReserve(int calls) {
        return new TestSettings(
                inFlight, writesInFlight, writesPerMinute, writesPerHour, pointsPerMinute, calls, timeout);
    }

    TestSettings withWrites(int perMinute, int perHour) {
        return new TestSettings(inFlight, writesInFlight, perMinute, perHour, pointsPerMinute, reserve, timeout);
    }

    TestSettings withTimeout(Duration most) {
        return new TestSettings(
                inFlight, writesInFlight, writesPerMinute, writesPerHour, pointsPerMinute, reserve, most);
    }

    @Override
    public Optional<String> graphqlUrl() {
        return Optional.empty();
    }

    @Override
    public Optional<String> secretId() {
        return Optional.empty();
    }

    @Override
    public Optional<String> issue() {
        return Optional.empty();
    }

    @Override
    public Optional<String> exec() {
        return Optional.empty();
    }
}
