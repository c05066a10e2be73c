package io.github.ccatobs.pat.rotation;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs tasks on virtual threads. An unexpected error stops the others and is thrown when the scope is closed. */
final class TaskScope implements AutoCloseable {

    private final Phaser underWay = new Phaser(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Throwable> unforeseen = new AtomicReference<>();
    private final StopSignal stopSignal;

    TaskScope(StopSignal stopSignal) {
        this.stopSignal = stopSignal;
    }

    /** Starts one more piece of work; also from within another. */
    void start(Runnable work) {
        underWay.register();
        threads.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                unforeseen.compareAndSet(null, e);
                stopSignal.stop("unexpected error: " + e.getClass().getSimpleName());
            } finally {
                underWay.arriveAndDeregister();
            }
        });
    }

    /** Waits for all of it. */
    @Override
    public void close() {
        underWay.awaitAdvance(underWay.arriveAndDeregister());
        threads.close();
        switch (unforeseen.get()) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> {}
        }
    }
}
