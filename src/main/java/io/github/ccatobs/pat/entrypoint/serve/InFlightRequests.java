package io.github.ccatobs.pat.entrypoint.serve;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests whose answers have been begun and not yet sent. */
final class InFlightRequests {

    private final Phaser phaser = new Phaser(1);
    private volatile boolean closing;

    /** A request is being answered, until {@link #end}. */
    void begin() {
        phaser.register();
    }

    /** Its answer has been sent, or cannot be. */
    void end() {
        phaser.arriveAndDeregister();
    }

    /** Whether no other request is wanted on a connection. */
    boolean isClosing() {
        return closing;
    }

    /** Nothing more is wanted. */
    void close() {
        closing = true;
    }

    /**
     * Waits until all that has begun has ended, {@code most} at most.
     *
     * @return whether it has
     */
    boolean awaitEnd(Duration most) {
        try {
            phaser.awaitAdvanceInterruptibly(phaser.arrive(), most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException ignored) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
