package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import java.nio.charset.StandardCharsets;

/**
 * The name of a repository's environment, which people choose freely: {@code prod/eu}, {@code ../x} and emoji are
 * legal. It prints quoted, fit for a message.
 *
 * @param value 1 to 255 characters
 */
public record EnvironmentName(String value) implements Comparable<EnvironmentName> {

    private static final int LONGEST = 255;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when it is empty, too long or no text
     */
    public EnvironmentName {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "an environment's name has " + value.length() + " characters: expected 1 to " + LONGEST);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    "environment " + QuotedText.of(value) + " is not Unicode text: it has half a character");
        }
    }

    /**
     * Whether it can be one part of an address. {@code .} and {@code ..} cannot, however they are written: a server or proxy
     * may take them for steps of the path.
     */
    boolean isAddressable() {
        return !value.equals(".") && !value.equals("..");
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return QuotedText.of(value);
    }
}
