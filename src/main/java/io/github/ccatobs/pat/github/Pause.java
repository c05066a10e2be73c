package io.github.ccatobs.pat.github;

import java.time.Duration;

/** Lets time pass; in tests, by moving a clock. */
@FunctionalInterface
public interface Pause {

    /** Returns after {@code duration}, or earlier when the thread is interrupted, with its interrupt flag set. */
    void last(Duration duration);

    /** The pause of a real program: the thread sleeps. */
    static Pause sleeping() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
