package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.github.GitHubRequest.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Computes how long calls take at the configured pace, through the windows that {@link RateLimiter} keeps, when nothing
 * else uses up GitHub's limits. It sends nothing and does not wait. Not safe for use by several threads.
 */
public final class PaceForecast {

    /** A guess: GitHub answers within a few tenths of a second. */
    private static final Duration ONE_CALL = Duration.ofMillis(250);

    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final Duration read;
    private final Duration write;
    private final Instant start = Instant.EPOCH;
    private Instant now = start;

    /** Begins with windows in which nothing was spent. */
    public PaceForecast(GitHubSettings settings) {
        this.points = new SlidingWindow(RateLimiter.MINUTE, settings.pointsPerMinute());
        this.writesInMinute = new SlidingWindow(RateLimiter.MINUTE, settings.writesPerMinute());
        this.writesInHour = new SlidingWindow(RateLimiter.HOUR, settings.writesPerHour());
        this.read = ONE_CALL.dividedBy(settings.inFlight());
        this.write = ONE_CALL.dividedBy(Math.min(settings.inFlight(), settings.writesInFlight()));
    }

    /** Adds so many reads. */
    public PaceForecast reads(int count) {
        for (int call = 0; call < count; call++) {
            read();
        }
        return this;
    }

    /** Adds so many writes, each of which is read back. */
    public PaceForecast verifiedWrites(int count) {
        for (int call = 0; call < count; call++) {
            write();
            read();
        }
        return this;
    }

    /** The time from the first call to the answer to the last. */
    public Duration time() {
        return Duration.between(start, now);
    }

    private void read() {
        now = now.plus(points.waitFor(RequestKind.READ.points(), now));
        points.spend(RequestKind.READ.points(), now);
        now = now.plus(read);
    }

    private void write() {
        now = Stream.of(
                        points.waitFor(RequestKind.WRITE.points(), now),
                        writesInMinute.waitFor(1, now),
                        writesInHour.waitFor(1, now))
                .max(Comparator.naturalOrder())
                .map(now::plus)
                .orElse(now);
        points.spend(RequestKind.WRITE.points(), now);
        writesInMinute.spend(1, now);
        writesInHour.spend(1, now);
        now = now.plus(write);
    }
}
