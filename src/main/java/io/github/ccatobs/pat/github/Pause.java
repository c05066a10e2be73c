package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets time pass; in tests, by moving a clock. */
@FunctionalInterface
public interface Pause {

    /** Returns after {@code duration}, or earlier when the thread is interrupted, with its interrupt flag set. */
    void last(Duration duration);

    /** The same, but a pause of a real program also ends within a second after {@code over} holds. */
    default void last(Duration duration, BooleanSupplier over) {
        last(duration);
    }

    /** The pause of a real program: the thread sleeps. */
    static Pause sleeping() {
        return new Sleep();
    }
}
