package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets time pass; in tests, by moving a clock. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after {@code duration}, or earlier when the thread is interrupted, with its interrupt flag set. */
    void sleep(Duration duration);

    /** The same, but a pause of a real program also ends within a second after {@code over} holds. */
    default void sleep(Duration duration, BooleanSupplier over) {
        sleep(duration);
    }

    /** The pause of a real program: the thread sleeps. */
    static Sleeper sleeping() {
        return new ThreadSleeper();
    }
}
