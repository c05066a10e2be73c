package io.github.ccatobs.pat.rotation;

import java.util.Optional;

/**
 * Stops a fan-out: once pulled, no new write is started, those under way finish and are recorded. The first reason
 * stays. Safe for use by several threads.
 */
public final class Brake {

    private Optional<Stop> stop = Optional.empty();

    /** A person or the system asks to stop, as Ctrl-C does. */
    public void pull(String reason) {
        pull(new Stop.Halt(reason));
    }

    synchronized void pull(Stop reason) {
        stop = stop.or(() -> Optional.of(reason));
    }

    synchronized Optional<Stop> reason() {
        return stop;
    }

    boolean isPulled() {
        return reason().isPresent();
    }
}
