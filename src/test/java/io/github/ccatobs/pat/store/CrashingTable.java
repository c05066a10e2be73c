package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.CrashPoint;
import java.util.List;
import java.util.Optional;

/** A table whose process dies after so many writes. */
record CrashingTable(Table table, CrashPoint death) implements Table {

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
        death.beAlive();
        boolean held = table.write(condition, items);
        death.happened();
        return held;
    }

    @Override
    public void close() {
        table.close();
    }
}
