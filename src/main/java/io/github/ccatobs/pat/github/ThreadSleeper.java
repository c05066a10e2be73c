package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.function.BooleanSupplier;

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
