package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs ahead of another, or behind it, by what it was set to last. */
final class ShiftedClock implements InstantSource {

    private final InstantSource clock;
    private volatile Duration ahead = Duration.ZERO;

    ShiftedClock(InstantSource clock) {
        this.clock = clock;
    }

    void runAheadBy(Duration by) {
        ahead = by;
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead);
    }
}
