package io.github.ccatobs.pat.rotation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stops a fan-out: once given, no new write is started, those under way finish and are recorded. The first reason
 * stays. Safe for use by several threads.
 */
public final class StopSignal {

    /** The reason after Ctrl-C, and how that begins after the process has died. */
    public static final String INTERRUPTED = "interrupted";

    /** Why a run ends before every repository was written. */
    sealed interface StopReason {

        /** Stop for good, until a person acts on {@code reason}. */
        record Halt(String reason) implements StopReason {}

        /** A limit that ends at {@code until}, later than this run may wait. */
        record Pause(Instant until, String reason) implements StopReason {}

        /** Another holder took the lease: nothing more may be written or recorded. */
        record Fenced(RotationStore.LeaseLostException lost) implements StopReason {}

        /** This one, which also tells what {@code more} tells, unless that repeats it. */
        default StopReason and(StopReason more) {
            return more instanceof Halt(String other)
                    ? switch (this) {
                        case Halt(String reason) -> new Halt(joined(reason, other));
                        case Pause(Instant until, String reason) -> new Pause(until, joined(reason, other));
                        case Fenced fenced -> fenced;
                    }
                    : this;
        }

        private static String joined(String reason, String more) {
            return more.contains(reason) ? more : reason + "; " + more;
        }
    }

    private final Instant end;
    private final Clock clock;
    private final BooleanSupplier over;
    private Optional<StopReason> stopReason = Optional.empty();

    /** A signal without a time limit. */
    public StopSignal() {
        this(Instant.MAX, Clock.systemUTC(), () -> false);
    }

    private StopSignal(Instant end, Clock clock, BooleanSupplier over) {
        this.end = end;
        this.clock = clock;
        this.over = over;
    }

    /**
     * A signal that is also given once {@code end} has come, as at the end of a slice, or {@code over} holds, as when
     * the process is to end; the rotation then waits, and may resume at once.
     */
    static StopSignal at(Instant end, Clock clock, BooleanSupplier over) {
        return new StopSignal(end, clock, over);
    }

    /** A person or the system asks to stop, as Ctrl-C does. */
    public void stop(String reason) {
        stop(new StopReason.Halt(reason));
    }

    synchronized void stop(StopReason reason) {
        stopReason = stopReason.or(() -> Optional.of(reason));
    }

    synchronized Optional<StopReason> reason() {
        if (stopReason.isEmpty() && !clock.instant().isBefore(end)) {
            stop(new StopReason.Pause(end, "time slice used up"));
        }
        if (stopReason.isEmpty() && over.getAsBoolean()) {
            stop(new StopReason.Pause(clock.instant(), "the process was asked to stop"));
        }
        return stopReason;
    }

    /**
     * Whether one more write may be begun although the time is over: slices that each do at least one get on, however
     * short they are.
     */
    synchronized boolean allowsOneMore() {
        return !over.getAsBoolean() && reason().filter(it -> !isTimeUp(it)).isEmpty();
    }

    private boolean isTimeUp(StopReason reason) {
        return reason instanceof StopReason.Pause(var until, var why) && until.equals(end);
    }

    boolean isGiven() {
        return reason().isPresent();
    }
}
