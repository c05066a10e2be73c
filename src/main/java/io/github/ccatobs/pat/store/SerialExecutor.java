package io.github.ccatobs.pat.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A thread of its own that does one thing after another. An interrupt of the caller does not reach it, since an
 * interrupted write would close the file for every thread; the caller finds itself still interrupted afterwards.
 */
final class SerialExecutor implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store").daemon().factory());

    /** Does {@code task} and waits for it, even while interrupted. */
    <T> T call(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the store is closed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
