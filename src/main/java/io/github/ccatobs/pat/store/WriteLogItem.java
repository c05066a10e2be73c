package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A write as an item: when, in which rotation and where are its key, so that the same write recorded again is the same
 * item. No reader asks for one older than two hours. It may remain after it has expired, where the table removes such
 * things in its own time; who reads asks for those since a moment, which is later.
 */
final class WriteLogItem {

    static final String PARTITION = "WRITES";

    private static final Duration NEEDED = Duration.ofHours(3);
    /** As long for one moment as for any other, unlike {@code Instant.toString}, or they would not sort by time. */
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private WriteLogItem() {}

    static Item item(LedgerEntry entry) {
        String sort = from(entry.at()) + "#" + entry.rotation() + "#" + OutcomeItem.sort(entry.repository());
        return Item.at(new ItemKey(PARTITION, sort))
                .with("at", entry.at())
                .expiring(entry.at().plus(NEEDED));
    }

    /** Sorts before every write at {@code moment} or after it. */
    static String from(Instant moment) {
        return SORTABLE.format(moment);
    }

    static Instant read(Item item) {
        return item.moment("at");
    }
}
