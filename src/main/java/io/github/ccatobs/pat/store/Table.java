package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.util.List;
import java.util.Optional;

/**
 * A place for items. Whatever it cannot do becomes {@link RotationStore.StoreUnavailableException}, with a sentence that says what to
 * do. One thread at a time uses it. Its {@code toString} names it in messages.
 */
interface Table extends AutoCloseable {

    /** The most items in one {@link #write}: DynamoDB's 100 actions of a transaction, one of which is the guard. */
    int MOST_AT_ONCE = 99;

    /** The item as the last write left it. */
    Optional<Item> get(ItemKey key);

    /** All items of {@code partition}, in order. */
    List<Item> all(String partition);

    /** Those of {@code partition} that sort at {@code from} or after it, in order. */
    List<Item> since(String partition, String from);

    /** The last {@code most} of {@code partition}, the last one first. */
    List<Item> last(String partition, int most);

    /**
     * Writes all {@code items}, in place of those that were there; nothing when {@code condition} does not hold. Written
     * items survive the death of the process.
     *
     * @return whether the guard held
     */
    boolean write(WriteCondition condition, List<Item> items);

    /**
     * Does {@code work} as one batch: its writes survive the death of the process when this returns, and none of them where it
     * throws. Each sees those before it. Where nothing is gained, each write is kept at once as by itself.
     */
    default void batch(Runnable work) {
        work.run();
    }

    @Override
    void close();

    /**
     * The condition of a write: the item at {@code key} says {@code expected} under {@code name}, or, when
     * nothing is expected, says nothing there or is not there at all.
     */
    record WriteCondition(ItemKey key, String name, Optional<String> expected) {

        boolean holdsFor(Optional<Item> found) {
            return found.flatMap(item -> item.maybe(name)).equals(expected);
        }
    }
}
