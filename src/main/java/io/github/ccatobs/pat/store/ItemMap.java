package io.github.ccatobs.pat.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Items in a map of texts, each as a line of JSON under its key. */
final class ItemMap {

    /** Separates partition and sort; neither has a control character in it. */
    private static final char SEPARATOR = '\n';
    /** The character after the separator: where the keys of a partition end. */
    private static final char END = SEPARATOR + 1;

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final String EXPIRES = "expires";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StoreEntries entries;

    ItemMap(StoreEntries entries) {
        this.entries = entries;
    }

    Optional<Item> find(ItemKey key) {
        return entries.get(text(key)).map(value -> read(key, value));
    }

    /** Those of {@code partition} that sort at {@code from} or after it, in order. */
    Stream<Item> since(String partition, String from) {
        var keys = entries.keysFrom(partition + SEPARATOR + from);
        String end = partition + END;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(keys, Spliterator.ORDERED), false)
                .takeWhile(key -> key.compareTo(end) < 0)
                .flatMap(key -> find(parse(key)).stream());
    }

    /** Those of {@code partition}, the last one first. */
    Stream<Item> backwards(String partition) {
        String start = partition + SEPARATOR;
        return Stream.iterate(
                        entries.keyBefore(partition + END), Optional::isPresent, key -> key.flatMap(entries::keyBefore))
                .flatMap(Optional::stream)
                .takeWhile(key -> key.startsWith(start))
                .flatMap(key -> find(parse(key)).stream());
    }

    /** Puts an item, and if it is one that expires, forgets those beside it that have expired {@code now}. */
    void put(Item item, Instant now) {
        if (item.expires().isPresent()) {
            forgetExpired(item.key().partition(), now);
        }
        entries.put(text(item.key()), write(item));
    }

    /** They lie in order of time, so the first one that is still needed ends it. The findings of an audit go with it. */
    private void forgetExpired(String partition, Instant now) {
        since(partition, "")
                .takeWhile(item -> item.expires().filter(now::isAfter).isPresent())
                .toList()
                .forEach(item -> {
                    if (partition.equals(AuditItem.PARTITION)) {
                        since(AuditItem.findings(item), "").toList().forEach(this::remove);
                    }
                    remove(item);
                });
    }

    private void remove(Item item) {
        entries.remove(text(item.key()));
    }

    private static String text(ItemKey key) {
        return key.partition() + SEPARATOR + key.sort();
    }

    private static ItemKey parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new ItemKey(text.substring(0, separator), text.substring(separator + 1));
    }

    /** One line of JSON; the key is kept elsewhere. */
    private static String write(Item item) {
        Map<String, String> texts = new TreeMap<>(item.texts());
        item.expires().ifPresent(moment -> texts.put(EXPIRES, moment.toString()));
        try {
            return MAPPER.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /** Reads what {@link #write} wrote; anything else is an {@link IllegalArgumentException}. */
    private static Item read(ItemKey key, String json) {
        try {
            Map<String, String> texts = Optional.<Map<String, String>>ofNullable(MAPPER.readValue(json, TEXTS))
                    .filter(found -> !found.containsValue(null))
                    .orElseThrow(() -> new IllegalArgumentException("this is not an item: it has nulls"));
            Optional<Instant> expires =
                    Optional.ofNullable(texts.remove(EXPIRES)).map(Instant::parse);
            return new Item(key, texts, expires);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("this is not an item", e);
        }
    }
}
