package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** A table on a disk that becomes full: before a write, or just after one was kept. */
final class DiskThatFills implements Table {

    private final Table table;
    boolean full;
    boolean fullAfterwards;

    DiskThatFills(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Item> get(ItemKey key) {
        return table.get(key);
    }

    @Override
    public List<Item> all(String partition) {
        return table.all(partition);
    }

    @Override
    public List<Item> since(String partition, String from) {
        return table.since(partition, from);
    }

    @Override
    public List<Item> last(String partition, int most) {
        return table.last(partition, most);
    }

    @Override
    public boolean write(WriteCondition condition, List<Item> items) {
        if (full || (fullAfterwards && table.write(condition, items))) {
            throw new StoreUnavailableException("No space left on device");
        }
        return table.write(condition, items);
    }

    @Override
    public void close() {
        table.close();
    }
}
