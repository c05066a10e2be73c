package io.github.ccatobs.pat.store;

import java.util.regex.Pattern;

/**
 * The state of the embedded store after a change, as far as it can be compared.
 *
 * @param generation the number of changes until then
 * @param digest of all entries: that of {@link EntriesDigest}, or the one that the store had before, 64 hexadecimal digits
 */
record StoreVersion(long generation, String digest) {

    private static final Pattern DIGEST = Pattern.compile("(?:each:)?[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) (" + DIGEST + ")\n");

    StoreVersion {
        if (generation < 0 || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a store's version is a count of changes and a digest");
        }
    }

    /** The version of a store that was never changed. */
    static StoreVersion empty() {
        return new StoreVersion(0, EntriesDigest.empty().toString());
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

    /** Whether its digest follows from changes alone. */
    boolean hasEntriesDigest() {
        return EntriesDigest.isEntriesDigest(digest);
    }
}
