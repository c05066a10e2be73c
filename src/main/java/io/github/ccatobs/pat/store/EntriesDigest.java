package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ccatobs.pat.domain.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;

/**
 * A digest of entries that follows from the one before and from what has changed, without the other entries: the SHA-256
 * digests of the entries, combined by exclusive or. As each key is there once, no two of them cancel out. It tells damage; an attacker
 * who may write the store may write its digest as well.
 */
final class EntriesDigest {

    private static final String PREFIX = "each:";
    private static final int BYTES = 32;
    /** What {@link #toString} gives. */
    private static final Pattern TEXT = Pattern.compile(PREFIX + "([0-9a-f]{64})");

    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] combined;

    private EntriesDigest(byte[] combined) {
        this.combined = combined;
    }

    /** The digest of no entries. */
    static EntriesDigest empty() {
        return new EntriesDigest(new byte[BYTES]);
    }

    /** Whether {@code text} is a digest of this kind; before, there was another. */
    static boolean isEntriesDigest(String text) {
        return TEXT.matcher(text).matches();
    }

    /**
     * Reads a digest that {@link #toString} printed.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static EntriesDigest parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a digest of entries");
        }
        return new EntriesDigest(HexFormat.of().parseHex(matcher.group(1)));
    }

    /**
     * Reads every entry.
     *
     * @throws IllegalArgumentException when they are not in order, as can happen in a damaged file
     */
    static EntriesDigest of(MVMap<String, String> map) {
        var digest = empty();
        inOrder(map, digest::add);
        return digest;
    }

    /**
     * The digest that the store had before this one: SHA-256, in hexadecimal digits, of all entries in the order of their keys.
     *
     * @throws IllegalArgumentException when they are not in order
     */
    static String sequentialDigest(MVMap<String, String> map) {
        MessageDigest sha256 = Sha256.digest();
        inOrder(map, (key, value) -> update(sha256, key, value));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void inOrder(MVMap<String, String> map, BiConsumer<String, String> consumer) {
        String before = null;
        Iterator<Map.Entry<String, String>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            if (before != null && before.compareTo(entry.getKey()) >= 0) {
                throw new IllegalArgumentException("the entries are not in order");
            }
            before = entry.getKey();
            consumer.accept(entry.getKey(), entry.getValue());
        }
    }

    void add(String key, String value) {
        update(sha256, key, value);
        byte[] digest = sha256.digest();
        for (int index = 0; index < BYTES; index++) {
            combined[index] ^= digest[index];
        }
    }

    /** What was added before: adding it twice is as good as never. */
    void remove(String key, String value) {
        add(key, value);
    }

    private static void update(MessageDigest sha256, String key, String value) {
        add(sha256, key);
        add(sha256, value);
    }

    private static void add(MessageDigest sha256, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + HexFormat.of().formatHex(combined);
    }
}
