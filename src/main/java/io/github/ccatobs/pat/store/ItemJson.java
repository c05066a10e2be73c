package io.github.ccatobs.pat.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An item as one line of JSON; its key is kept elsewhere. */
final class ItemJson {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final String EXPIRES = "expires";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    String write(Item item) {
        Map<String, String> texts = new TreeMap<>(item.texts());
        item.expires().ifPresent(moment -> texts.put(EXPIRES, moment.toString()));
        try {
            return MAPPER.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    Item read(ItemKey key, String json) {
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
