package io.github.ccatobs.pat.store;

import java.util.Iterator;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** The entries of the embedded store. They know the digest of all of them, also after a change of a few. */
final class StoreEntries {

    private final MVMap<String, String> map;
    private final EntriesDigest digest;

    /** Uses {@code map}, whose entries have {@code digest}. */
    StoreEntries(MVMap<String, String> map, EntriesDigest digest) {
        this.map = map;
        this.digest = digest;
    }

    /**
     * Reads every entry for the digest.
     *
     * @throws IllegalArgumentException when they are not in order, as can happen in a damaged file
     */
    static StoreEntries of(MVMap<String, String> map) {
        return new StoreEntries(map, EntriesDigest.of(map));
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(map.get(key));
    }

    /** Gives what was there before. */
    Optional<String> put(String key, String value) {
        var before = Optional.ofNullable(map.put(key, value));
        before.ifPresent(other -> digest.remove(key, other));
        digest.add(key, value);
        return before;
    }

    void remove(String key) {
        Optional.ofNullable(map.remove(key)).ifPresent(before -> digest.remove(key, before));
    }

    /** The keys from {@code key} on, in order. */
    Iterator<String> keysFrom(String key) {
        return map.keyIterator(key);
    }

    /** The last key before {@code key}. */
    Optional<String> keyBefore(String key) {
        return Optional.ofNullable(map.lowerKey(key));
    }

    /** The digest of all entries as they are now. */
    String digest() {
        return digest.toString();
    }
}
