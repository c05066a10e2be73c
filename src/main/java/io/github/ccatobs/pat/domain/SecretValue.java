package io.github.ccatobs.pat.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret in the clear. It prints as dots, and logs leave it out; look for callers of {@link #reveal} to find every
 * reader.
 *
 * <p>It does not promise that no other copy is on the heap: what made it, and what it is lent to, may keep one.
 */
public final class SecretValue {

    /** Transient, so that mappers that read private fields skip it. */
    private final transient byte[] utf8;

    private SecretValue(byte[] utf8) {
        if (utf8.length == 0) {
            throw new IllegalArgumentException("the secret is empty");
        }
        this.utf8 = utf8;
        KnownSecrets.remember(utf8);
    }

    /**
     * Takes over {@code text}, for sources that can only give a {@code String}, e.g. an environment variable.
     *
     * @throws IllegalArgumentException when it is empty or not Unicode text
     */
    public static SecretValue of(String text) {
        return new SecretValue(encode(text));
    }

    /**
     * Copies {@code utf8}; the caller may wipe its own.
     *
     * @throws IllegalArgumentException when it is empty
     */
    public static SecretValue of(byte[] utf8) {
        return new SecretValue(utf8.clone());
    }

    /** {@code String.getBytes} would put a question mark where half a surrogate pair is, and so make another secret. */
    private static byte[] encode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the secret is not Unicode text: it holds half a surrogate pair");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lends the bytes to {@code use} and wipes the loan afterwards. It does not promise that {@code use} kept none. */
    public <T> T reveal(Function<byte[], T> use) {
        byte[] loan = utf8.clone();
        try {
            return use.apply(loan);
        } finally {
            Arrays.fill(loan, (byte) 0);
        }
    }

    /** The length in bytes of UTF-8. */
    public int length() {
        return utf8.length;
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretValue that && MessageDigest.isEqual(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "SecretValue[...]";
    }
}
