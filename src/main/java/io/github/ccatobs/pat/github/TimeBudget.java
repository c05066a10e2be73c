package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that may still be spent waiting for a limit. It bounds waiting only: a call that is under way at its end
 * goes on.
 *
 * @param end when no wait may last any more
 * @param longest how long one wait may last
 */
public record TimeBudget(Instant end, Duration longest) {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * Checks that time passes forwards.
     *
     * @throws IllegalArgumentException when the longest wait is negative
     */
    public TimeBudget {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("the longest wait is " + longest + ": expected zero or more");
        }
    }

    /** The budget that starts now and lasts {@code duration}, however it is spent: what a slice of a rotation has. */
    public static TimeBudget of(Duration duration, Clock clock) {
        return new TimeBudget(clock.instant().plus(duration), FOR_EVER);
    }

    /** The budget of a person who watches: any number of waits, none longer than {@code longest}. */
    public static TimeBudget each(Duration longest) {
        return new TimeBudget(Instant.MAX, longest);
    }

    /** Whether a wait from {@code now} until {@code moment} stays inside the budget. */
    boolean allows(Instant now, Instant moment) {
        return !moment.isAfter(end) && Duration.between(now, moment).compareTo(longest) <= 0;
    }

    /** A budget of a person who watches. */
    public static TimeBudget each(Duration longest) {
        return of(longest, Clock.systemUTC());
    }
}
