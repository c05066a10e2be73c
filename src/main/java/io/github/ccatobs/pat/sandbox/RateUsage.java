package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests of one user. Not for use by several threads at once. */
final class RateUsage {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int READ = 1;
    private static final int WRITE = 5;

    private final UsageWindow points = new UsageWindow(MINUTE);
    private final UsageWindow minuteOfWrites = new UsageWindow(MINUTE);
    private final UsageWindow hourOfWrites = new UsageWindow(HOUR);
    private Instant hourEnd = Instant.MIN;
    private int requests;

    RateLimitOverview quota(int limit, Instant now) {
        Instant reset = now.isBefore(hourEnd) ? hourEnd : hourFrom(now);
        return new RateLimitOverview(limit, now.isBefore(hourEnd) ? requests : 0, reset.getEpochSecond());
    }

    /** When the hourly quota is whole again; nothing while something is left of it. */
    Optional<Instant> exhaustedUntil(int limit, Instant now) {
        return now.isBefore(hourEnd) && requests >= limit ? Optional.of(hourEnd) : Optional.empty();
    }

    /** Counts {@code points} of the hourly quota alone. */
    void spendOfTheHour(int points, Instant now) {
        if (!now.isBefore(hourEnd)) {
            hourEnd = hourFrom(now);
            requests = 0;
        }
        requests += points;
    }

    /** When requests would no longer come too fast; nothing when they do not. */
    Optional<Instant> tooFastUntil(RateLimits limits, boolean writes, Instant now) {
        return Stream.of(
                        points.blockedUntil(writes ? WRITE : READ, limits.pointsPerMinute(), now),
                        minuteOfWrites.blockedUntil(writes ? 1 : 0, limits.writesPerMinute(), now),
                        hourOfWrites.blockedUntil(writes ? 1 : 0, limits.writesPerHour(), now))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    void spend(boolean writes, Instant now) {
        spendOfTheHour(1, now);
        points.spend(writes ? WRITE : READ, now);
        if (writes) {
            minuteOfWrites.spend(1, now);
            hourOfWrites.spend(1, now);
        }
    }

    /** GitHub's hours end on a whole second, which is all that the header can say. */
    private static Instant hourFrom(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plus(HOUR);
    }
}
