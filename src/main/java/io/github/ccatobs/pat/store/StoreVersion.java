package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ccatobs.pat.domain.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;

/**
 * The state of the embedded store after a change, as far as it can be compared.
 *
 * @param generation the number of changes until then
 * @param digest SHA-256, in hexadecimal digits, of all entries in the order of their keys
 */
record StoreVersion(long generation, String digest) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})\n");

    StoreVersion {
        if (generation < 0 || !SHA_256.matcher(digest).matches()) {
            throw new IllegalArgumentException("a store's version is a count of changes and a SHA-256 digest");
        }
    }

    /** The version of a store that was never changed. */
    static StoreVersion empty() {
        return new StoreVersion(0, print(Sha256.digest()));
    }

    /**
     * Reads a line that {@link #line} made.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static StoreVersion parse(String line) {
        var matcher = TEXT.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the version of a store");
        }
        return new StoreVersion(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    String line() {
        return generation + " " + digest + "\n";
    }

    StoreVersion followedBy(String digestOfNext) {
        return new StoreVersion(generation + 1, digestOfNext);
    }

    /**
     * The digest of all entries; it reads every page of the store.
     *
     * @throws IllegalArgumentException when the entries are not in order, as can happen in a damaged file
     */
    static String digest(MVMap<String, String> map) {
        MessageDigest sha256 = Sha256.digest();
        String before = null;
        Iterator<Map.Entry<String, String>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            if (before != null && before.compareTo(entry.getKey()) >= 0) {
                throw new IllegalArgumentException("the entries are not in order");
            }
            before = entry.getKey();
            add(sha256, entry.getKey());
            add(sha256, entry.getValue());
        }
        return print(sha256);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static String print(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
