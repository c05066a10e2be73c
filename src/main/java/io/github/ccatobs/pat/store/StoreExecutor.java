package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The table under the stores, and the one thread that uses it, one task after another. An interrupt of the caller
 * does not reach that thread, since an interrupted write would close the file for every caller; the caller finds itself
 * still interrupted afterwards.
 */
final class StoreExecutor implements AutoCloseable {

    /** As many as a rotation writes at once with the largest setting that makes sense. */
    private static final int LARGEST_BATCH = 100;

    private final Table table;
    private final LeaseLocks locks;
    private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store").daemon().factory());
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Uses {@code table}, which is then closed with this handle; leases count until they expire. */
    StoreExecutor(Table table) {
        this(table, LeaseLocks.none());
    }

    /** The same; a lease counts no longer than {@code locks} show that its holder lives. */
    StoreExecutor(Table table, LeaseLocks locks) {
        this.table = table;
        this.locks = locks;
    }

    /** The table; for tasks of {@link #call} alone. */
    Table table() {
        return table;
    }

    LeaseLocks locks() {
        return locks;
    }

    /** Does {@code task} and waits for it, even while interrupted. */
    <T> T call(Supplier<T> task) {
        return call(new Task<>(task, false));
    }

    /**
     * The same for a task that changes the table and may be kept in one batch with others of this kind that wait at the same
     * time: forcing each to the disk takes longer than the rest of it. None of them returns before all of them are kept.
     */
    <T> T callBatched(Supplier<T> task) {
        return call(new Task<>(task, true));
    }

    private <T> T call(Task<T> task) {
        try {
            enqueue(task);
            return task.done.join();
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

    /** Without a turn of its own a task must not wait, unless the turn of another call has taken it. */
    private void enqueue(Task<?> task) {
        waiting.add(task);
        try {
            thread.execute(this::work);
        } catch (RuntimeException | Error noTurn) {
            if (waiting.remove(task)) {
                throw noTurn;
            }
        }
    }

    /** Does all tasks that wait, so that none is left when the turn of another was refused; an earlier turn may have done its own. */
    private void work() {
        for (var next = next(); !next.isEmpty(); next = next()) {
            run(next);
        }
    }

    /** Takes the next task, with those right behind it that may be kept in one batch. A caller may take its own back meanwhile. */
    private List<Task<?>> next() {
        List<Task<?>> next = new ArrayList<>();
        for (var task = waiting.peek();
                task != null
                        && (next.isEmpty() || (task.isBatchable && next.getFirst().isBatchable))
                        && next.size() < LARGEST_BATCH;
                task = waiting.peek()) {
            if (waiting.remove(task)) {
                next.add(task);
            }
        }
        return next;
    }

    private void run(List<Task<?>> next) {
        if (next.size() > 1) {
            runBatch(next);
        } else {
            next.forEach(task -> {
                try {
                    task.attempt();
                    task.complete();
                } catch (RuntimeException | Error e) {
                    task.fail(e);
                }
            });
        }
    }

    private void runBatch(List<Task<?>> tasks) {
        try {
            table.batch(() -> tasks.forEach(Task::attempt));
            tasks.forEach(Task::complete);
        } catch (RuntimeException | Error e) {
            tasks.forEach(task -> task.fail(e));
        }
    }

    /** How many tasks no turn has taken yet. */
    int waiting() {
        return waiting.size();
    }

    /** A task that waits for its turn; {@code isBatchable} is whether its changes may be kept with others'. */
    private static final class Task<T> {
        private final Supplier<T> task;
        private final boolean isBatchable;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private Supplier<T> result = () -> {
            throw new IllegalStateException("the task before failed");
        };

        Task(Supplier<T> task, boolean isBatchable) {
            this.task = task;
            this.isBatchable = isBatchable;
        }

        /** A failure that names its cause is this task's own; any other is one of the table, and of all tasks. */
        void attempt() {
            try {
                T value = task.get();
                result = () -> value;
            } catch (FailureException | IllegalArgumentException own) {
                result = () -> {
                    throw own;
                };
            }
        }

        void complete() {
            try {
                done.complete(result.get());
            } catch (FailureException | IllegalArgumentException own) {
                done.completeExceptionally(own);
            }
        }

        void fail(Throwable failure) {
            done.completeExceptionally(failure);
        }
    }

    /**
     * Gives what {@code reader} makes of {@code item}.
     *
     * @throws StoreUnavailableException when another version wrote the item, or it says what cannot be
     */
    <T> T read(Item item, Function<Item, T> reader) {
        try {
            item.requireOurLayout();
            return reader.apply(item);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreUnavailableException(
                    table + " holds an entry that this version of ccat-pat cannot read, "
                            + QuotedText.of(
                                    item.key().partition() + "/" + item.key().sort())
                            + ": use the version that wrote it, or another store",
                    e);
        }
    }

    /** Reads each of {@code items}, in their order. */
    <T> List<T> readAll(List<Item> items, Function<Item, T> reader) {
        return items.stream().map(item -> read(item, reader)).toList();
    }

    /** Closes the table after the tasks before; again, it does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                call(() -> {
                    table.close();
                    return table;
                });
            } finally {
                thread.shutdown();
            }
        }
    }
}
