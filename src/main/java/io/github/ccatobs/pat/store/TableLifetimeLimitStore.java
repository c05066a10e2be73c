package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Keeps the maximum lifetime of each organisation's tokens in an item of a {@link Table}. */
final class TableLifetimeLimitStore implements LifetimeLimitStore {

    private static final String DAYS = "days";

    private final StoreExecutor executor;
    private final Table table;

    TableLifetimeLimitStore(StoreExecutor executor) {
        this.executor = executor;
        this.table = executor.table();
    }

    @Override
    public OptionalInt maximumDays(String organization) {
        return executor.call(() -> table.get(key(organization))
                .map(item -> executor.read(item, TableLifetimeLimitStore::days))
                .orElseGet(OptionalInt::empty));
    }

    /** The last one wins: both are what GitHub said. */
    @Override
    public void keep(String organization, OptionalInt days) {
        var key = key(organization);
        executor.call(() -> {
            var before = table.get(key).flatMap(item -> item.maybe(DAYS));
            var item = Item.at(key);
            return table.write(
                    new WriteCondition(key, DAYS, before),
                    List.of(days.isPresent() ? item.with(DAYS, days.getAsInt()) : item));
        });
    }

    private static OptionalInt days(Item item) {
        Optional<Integer> days = item.maybe(DAYS).map(Integer::valueOf);
        return days.isPresent() ? OptionalInt.of(days.get()) : OptionalInt.empty();
    }

    /** An organisation has one name in any case of its letters. */
    private static ItemKey key(String organization) {
        return new ItemKey("LIFETIME#" + organization.toLowerCase(Locale.ROOT), "maximum");
    }
}
