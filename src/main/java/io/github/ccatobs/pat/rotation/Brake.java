package io.github.ccatobs.pat.rotation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stops a fan-out: once pulled, no new write is started, those under way finish and are recorded. The first reason
 * stays. Safe for use by several threads.
 */
public final class Brake {

    private final Instant end;
    private final Clock clock;
    private final BooleanSupplier over;
    private Optional<Stop> stop = Optional.empty();

    /** A brake that somebody has to pull. */
    public Brake() {
        this(Instant.MAX, Clock.systemUTC(), () -> false);
    }

    private Brake(Instant end, Clock clock, BooleanSupplier over) {
        this.end = end;
        this.clock = clock;
        this.over = over;
    }

    /**
     * A brake that is also pulled once {@code end} has come, as at the end of a slice, or {@code over} holds, as when
     * the process is to end; the rotation then waits, and may go on at once.
     */
    static Brake at(Instant end, Clock clock, BooleanSupplier over) {
        return new Brake(end, clock, over);
    }

    /** A person or the system asks to stop, as Ctrl-C does. */
    public void pull(String reason) {
        pull(new Stop.Halt(reason));
    }

    synchronized void pull(Stop reason) {
        stop = stop.or(() -> Optional.of(reason));
    }

    synchronized Optional<Stop> reason() {
        if (stop.isEmpty() && !clock.instant().isBefore(end)) {
            pull(new Stop.Pause(end, "its slice of time is over"));
        }
        if (stop.isEmpty() && over.getAsBoolean()) {
            pull(new Stop.Pause(clock.instant(), "what ran it was asked to end"));
        }
        return stop;
    }

    /**
     * Whether one more write may be begun although the time is over: slices that each do at least one get on, however
     * short they are.
     */
    synchronized boolean allowsOneMore() {
        return !over.getAsBoolean()
                && reason().filter(it -> !isTheEndOfTime(it)).isEmpty();
    }

    private boolean isTheEndOfTime(Stop reason) {
        return reason instanceof Stop.Pause(var until, var why) && until.equals(end);
    }

    boolean isPulled() {
        return reason().isPresent();
    }
}
