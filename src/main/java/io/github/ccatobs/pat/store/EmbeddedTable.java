package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/**
 * A table in one file of this machine, by {@link StoreFile}. Items that have expired go when the next such is written.
 */
final class EmbeddedTable implements Table {

    private final StoreFile file;
    private final InstantSource clock;

    private EmbeddedTable(StoreFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Looks whether the store in {@code directory} is fit for use, making both where they are not there yet.
     *
     * @throws Unavailable when the file stays in use, or it or the directory is not fit
     */
    static EmbeddedTable open(StateDirectory directory, InstantSource clock, Patience patience) {
        var file = new StoreFile(directory.prepare(), patience);
        return new EmbeddedTable(file, clock).checked();
    }

    private EmbeddedTable checked() {
        file.change(MVMap::size);
        return this;
    }

    @Override
    public Optional<Item> get(Key key) {
        return file.read(map -> new Items(map).find(key));
    }

    @Override
    public List<Item> all(String partition) {
        return since(partition, "");
    }

    @Override
    public List<Item> since(String partition, String from) {
        return file.read(map -> new Items(map).since(partition, from).toList());
    }

    @Override
    public List<Item> last(String partition, int most) {
        return file.read(map -> new Items(map).backwards(partition).limit(most).toList());
    }

    @Override
    public boolean write(Guard guard, List<Item> changes) {
        return file.change(map -> {
            var items = new Items(map);
            boolean mayWrite = guard.holdsFor(items.find(guard.key()));
            if (mayWrite) {
                Instant now = clock.instant();
                changes.forEach(item -> items.put(item, now));
            }
            return mayWrite;
        });
    }

    /** Nothing is open between two calls. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return file.toString();
    }
}
