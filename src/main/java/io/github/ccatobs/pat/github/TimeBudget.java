package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The time that may still be spent waiting for a limit. It bounds waiting only: a call that is under way at its end
 * continues.
 *
 * @param end when no wait may last any more
 * @param longest how long one wait may last
 * @param over whether waiting has been given up meanwhile; asked from several threads about once a second
 */
public record TimeBudget(Instant end, Duration longest, BooleanSupplier over) {

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
        return new TimeBudget(clock.instant().plus(duration), FOR_EVER, () -> false);
    }

    /** The budget of a person who watches: any number of waits, none longer than {@code longest}. */
    public static TimeBudget each(Duration longest) {
        return new TimeBudget(Instant.MAX, longest, () -> false);
    }

    /** The same budget until {@code givenUp} holds; from then on every wait ends. */
    public TimeBudget unless(BooleanSupplier givenUp) {
        return new TimeBudget(end, longest, givenUp);
    }

    /** Whether a wait from {@code now} until {@code moment} stays inside the budget. */
    boolean allows(Instant now, Instant moment) {
        return !over.getAsBoolean()
                && !moment.isAfter(end)
                && Duration.between(now, moment).compareTo(longest) <= 0;
    }
}
