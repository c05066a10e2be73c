package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;

/** Understands the items of a table, or says which one it does not. */
record ItemReader(Table table) {

    /**
     * The result of {@code reader} on {@code item}.
     *
     * @throws StoreUnavailableException when another version wrote it, or it says what cannot be
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

    /** Each of {@code items}, in their order. */
    <T> List<T> all(List<Item> items, Function<Item, T> reader) {
        return items.stream().map(item -> read(item, reader)).toList();
    }
}
