package io.github.ccatobs.pat.domain;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a time that doubles with each failure.
 *
 * @param first the wait after no earlier failure
 * @param longest no wait is longer
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    /** Checks that there is a wait. */
    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff from " + first + " to " + longest + ": expected a positive time and one no shorter");
        }
    }

    /** The wait after {@code failures} earlier ones. */
    public Duration after(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** The same with full jitter: any number of milliseconds from zero to that wait. */
    public Duration jitteredAfter(int failures, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(after(failures).toMillis() + 1));
    }
}
