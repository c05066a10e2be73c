package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.h2.mvstore.MVStore;

/**
 * A table of this machine: in a {@link LockedStoreFile}, or in the memory of this process. Items that have expired go when
 * the next such is written.
 */
final class EmbeddedTable implements Table {

    /** Where the texts are; its {@code toString} names it in messages. */
    interface StoreMap {

        /** Gives what {@code reading} makes of the texts. */
        <T> T read(Function<StoreEntries, T> reading);

        /** Gives what {@code change} gives, after it was kept. */
        <T> T change(Function<StoreEntries, T> change);
    }

    private final StoreMap file;
    private final InstantSource clock;
    /** The texts, while {@link #batch} has them open. */
    private Optional<StoreEntries> opened = Optional.empty();

    private EmbeddedTable(StoreMap file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Looks whether the store in {@code directory} is fit for use, making both where they are not there yet.
     *
     * @throws StoreUnavailableException when the file stays in use, or it or the directory is not fit
     */
    static EmbeddedTable open(StateDirectory directory, InstantSource clock, ConflictRetry retry) {
        var file = new LockedStoreFile(directory.prepare(), retry);
        return new EmbeddedTable(file, clock).checked();
    }

    /** An empty table that is gone when this process ends. */
    static EmbeddedTable inMemory(InstantSource clock) {
        return new EmbeddedTable(
                new MemoryMap(StoreEntries.of(new MVStore.Builder().open().openMap("items"))), clock);
    }

    private EmbeddedTable checked() {
        file.change(StoreEntries::digest);
        return this;
    }

    @Override
    public Optional<Item> get(ItemKey key) {
        return read(map -> new ItemMap(map).find(key));
    }

    @Override
    public List<Item> all(String partition) {
        return since(partition, "");
    }

    @Override
    public List<Item> since(String partition, String from) {
        return read(map -> new ItemMap(map).since(partition, from).toList());
    }

    @Override
    public List<Item> last(String partition, int most) {
        return read(map -> new ItemMap(map).backwards(partition).limit(most).toList());
    }

    @Override
    public boolean write(WriteCondition condition, List<Item> changes) {
        return change(map -> {
            var itemMap = new ItemMap(map);
            boolean mayWrite = condition.holdsFor(itemMap.find(condition.key()));
            if (mayWrite) {
                Instant now = clock.instant();
                changes.forEach(item -> itemMap.put(item, now));
            }
            return mayWrite;
        });
    }

    /** One opening and one commit for all of them. */
    @Override
    public void batch(Runnable work) {
        file.change(map -> {
            opened = Optional.of(map);
            try {
                work.run();
                return map;
            } finally {
                opened = Optional.empty();
            }
        });
    }

    private <T> T read(Function<StoreEntries, T> reading) {
        return opened.isPresent() ? reading.apply(opened.get()) : file.read(reading);
    }

    private <T> T change(Function<StoreEntries, T> change) {
        return opened.isPresent() ? change.apply(opened.get()) : file.change(change);
    }

    /** Nothing is open between two calls. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return file.toString();
    }

    private record MemoryMap(StoreEntries map) implements StoreMap {

        @Override
        public <T> T read(Function<StoreEntries, T> reading) {
            return reading.apply(map);
        }

        @Override
        public <T> T change(Function<StoreEntries, T> change) {
            return change.apply(map);
        }

        @Override
        public String toString() {
            return "the memory of this process";
        }
    }
}
