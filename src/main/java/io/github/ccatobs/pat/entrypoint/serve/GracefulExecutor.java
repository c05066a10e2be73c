package io.github.ccatobs.pat.entrypoint.serve;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs tasks on virtual threads until shutdown; then accepts no new ones. */
final class GracefulExecutor {

    private final ExecutorService threads;
    private volatile boolean over;

    GracefulExecutor() {
        this(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("job-", 0).factory()));
    }

    /**
     * @param threads does the work; it is shut down with the shift
     */
    GracefulExecutor(ExecutorService threads) {
        this.threads = threads;
    }

    /** Starts {@code work}, and gives whether it did: not when the shift is over. */
    boolean start(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException ignored) {
            return false;
        }
    }

    /** Whether work under way should come to an end. */
    boolean isOver() {
        return over;
    }

    /** Accepts no new work, and tells work under way to come to an end, without waiting for that. */
    void close() {
        over = true;
        threads.shutdown();
    }

    /** Ends it, and waits for what is under way, at most {@code most}; gives whether all of it has ended. */
    boolean end(Duration most) {
        close();
        try {
            return threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
