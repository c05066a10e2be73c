package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.time.DateTimeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The table under the three stores, and the one thread that uses it, one task after another. An interrupt of the caller
 * does not reach that thread, since an interrupted write would close the file for every caller; the caller finds itself
 * still interrupted afterwards.
 */
final class StoreHandle implements AutoCloseable {

    private final Table table;
    private final LeaseLocks locks;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store").daemon().factory());
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Uses {@code table}, which is then closed with this handle; leases count until they expire. */
    StoreHandle(Table table) {
        this(table, LeaseLocks.none());
    }

    /** The same; a lease counts no longer than {@code locks} show that its holder lives. */
    StoreHandle(Table table, LeaseLocks locks) {
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
