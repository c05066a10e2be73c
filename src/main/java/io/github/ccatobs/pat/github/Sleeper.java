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

    /** A pause in which the thread sleeps. */
    final class ThreadSleeper implements Sleeper {

        private static final Duration PIECE = Duration.ofSeconds(1);

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void sleep(Duration duration, BooleanSupplier over) {
            for (var left = duration; left.isPositive() && !isEnded(over); left = left.minus(PIECE)) {
                sleep(left.compareTo(PIECE) < 0 ? left : PIECE);
            }
        }

        private static boolean isEnded(BooleanSupplier over) {
            return Thread.currentThread().isInterrupted() || over.getAsBoolean();
        }
    }
}
