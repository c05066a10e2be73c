package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A pause in which the thread sleeps. */
final class Sleep implements Pause {

    private static final Duration PIECE = Duration.ofSeconds(1);

    @Override
    public void last(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void last(Duration duration, BooleanSupplier over) {
        for (var left = duration; left.isPositive() && !isEnded(over); left = left.minus(PIECE)) {
            last(left.compareTo(PIECE) < 0 ? left : PIECE);
        }
    }

    private static boolean isEnded(BooleanSupplier over) {
        return Thread.currentThread().isInterrupted() || over.getAsBoolean();
    }
}
