package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Named texts under a key.
 *
 * @param key where it lies
 * @param texts its names and what they say
 * @param expires when it is no longer needed
 */
record Item(ItemKey key, Map<String, String> texts, Optional<Instant> expires) {

    private static final String SCHEMA = "schema";
    private static final String VERSION = "1";
    private static final String NEVER = "never";

    Item {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** An item of today's layout that says nothing yet. */
    static Item at(ItemKey key) {
        return new Item(key, Map.of(SCHEMA, VERSION), Optional.empty());
    }

    Item with(String name, Object value) {
        var more = new TreeMap<>(texts);
        more.put(name, value.toString());
        return new Item(key, more, expires);
    }

    Item with(String name, Optional<?> value) {
        return value.map(it -> with(name, it)).orElse(this);
    }

    /** Says a moment, {@code never}, or nothing while the end of the token is unknown. */
    Item with(String name, TokenExpiry expiry) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) -> with(name, moment);
            case TokenExpiry.Never never -> with(name, NEVER);
            case TokenExpiry.Unknown unknown -> this;
        };
    }

    Item without(String name) {
        var fewer = new TreeMap<>(texts);
        fewer.remove(name);
        return new Item(key, fewer, expires);
    }

    Item expiring(Instant moment) {
        return new Item(key, texts, Optional.of(moment));
    }

    /**
     * Checks that this version of ccat-pat knows what the item says.
     *
     * @throws IllegalArgumentException when another version wrote it
     */
    void requireOurLayout() {
        String found = text(SCHEMA);
        if (!found.equals(VERSION)) {
            throw new IllegalArgumentException("layout " + QuotedText.of(found) + " is not " + VERSION);
        }
    }

    Optional<String> maybe(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /**
     * The value under {@code name}.
     *
     * @throws IllegalArgumentException when it says nothing
     */
    String text(String name) {
        return maybe(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no value under " + QuotedText.of(name)));
    }

    /** The end of a token; unknown when an older version wrote none. */
    TokenExpiry tokenExpiry(String name) {
        return maybe(name)
                .<TokenExpiry>map(
                        some -> some.equals(NEVER) ? new TokenExpiry.Never() : new TokenExpiry.At(Instant.parse(some)))
                .orElseGet(TokenExpiry.Unknown::new);
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    Instant moment(String name) {
        return Instant.parse(text(name));
    }

    /**
     * Where an item lies.
     *
     * @param partition what belongs together and is read together
     * @param sort the item in it, and its place among the others
     */
    record ItemKey(String partition, String sort) {}
}
