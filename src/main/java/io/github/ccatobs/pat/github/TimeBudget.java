package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time an invocation may still spend waiting for a limit.
 *
 * @param end when it is used up
 */
public record TimeBudget(Instant end) {

    /** The budget that starts now and lasts {@code duration}. */
    public static TimeBudget of(Duration duration, Clock clock) {
        return new TimeBudget(clock.instant().plus(duration));
    }

    /** Whether waiting until {@code moment} stays inside the budget. */
    public boolean allows(Instant moment) {
        return !moment.isAfter(end);
    }

    /** A budget of a person who watches. */
    public static TimeBudget each(Duration longest) {
        return of(longest, Clock.systemUTC());
    }
}
