package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The API keys, as SHA-256 hashes with names. A key itself is never kept. */
final class ApiKeys {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String SCHEME = "Bearer ";

    @SuppressWarnings("ArrayRecordComponent") // made once, and never compared as a record
    private record ApiKey(String name, byte[] hash) {}

    private final List<ApiKey> keys;

    private ApiKeys(List<ApiKey> keys) {
        this.keys = keys;
    }

    /**
     * The keys of the settings.
     *
     * @param hashes SHA-256 in hex, by the name of the key
     * @throws IllegalArgumentException naming the setting that is wrong and what was expected, not its value: an operator
     *     may have put the key itself there
     */
    static ApiKeys of(Map<String, String> hashes) {
        return new ApiKeys(hashes.entrySet().stream()
                .map(entry -> new ApiKey(name(entry.getKey()), hash(entry.getKey(), entry.getValue())))
                .toList());
    }

    /** A ring with {@code key} alone. */
    static ApiKeys ofOne(String name, String key) {
        return new ApiKeys(List.of(new ApiKey(name, Sha256.of(key))));
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("ccat.pat.http.keys has a key named " + QuotedText.of(name)
                    + ": expected a name of at most 64 letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private static byte[] hash(String name, String hex) {
        if (!HASH.matcher(hex).matches()) {
            throw new IllegalArgumentException("ccat.pat.http.keys.\"" + name + "\" has " + hex.length()
                    + " characters, which is not a SHA-256: expected 64 hexadecimal digits, as sha256sum prints them");
        }
        byte[] hash = HexFormat.of().parseHex(hex);
        if (MessageDigest.isEqual(hash, Sha256.of(""))) {
            throw new IllegalArgumentException(
                    "ccat.pat.http.keys.\"" + name + "\" is the SHA-256 of an empty text: expected that of a key");
        }
        return hash;
    }

    /**
     * Whose key came with a request. Takes as long whichever key it is, and whether it is one.
     *
     * @param authorization the values of all headers of that name
     */
    Optional<String> nameOf(List<String> authorization) {
        return nameOf(authorization.size() == 1 ? key(authorization.getFirst()) : "");
    }

    /** Whose key {@code text} is; takes as long whichever key it is, and whether it is one. */
    Optional<String> nameOf(String text) {
        byte[] presented = Sha256.of(text);
        Optional<String> found = Optional.empty();
        for (ApiKey key : keys) {
            if (MessageDigest.isEqual(key.hash(), presented)) {
                found = Optional.of(key.name());
            }
        }
        return found;
    }

    /** Whether there is a key of this name. */
    boolean has(String name) {
        return keys.stream().anyMatch(key -> key.name().equals(name));
    }

    private static String key(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()) : "";
    }
}
