package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;

/**
 * The credential for calls to GitHub, and its source, to name it when GitHub rejects it.
 *
 * @param value one line of printable ASCII; never printed
 * @param source its name in messages, e.g. {@code GITHUB_TOKEN}
 */
public record Credential(SecretValue value, String source) {

    private static final char LAST_PRINTABLE = '~';

    /**
     * Checks that the value can stand in a header.
     *
     * @throws IllegalArgumentException naming the source, never the value
     */
    public Credential {
        if (!value.reveal(Credential::isOneWord)) {
            throw new IllegalArgumentException(refusal(source));
        }
    }

    private static String refusal(String source) {
        return source + " holds a space, a line break or a character that no GitHub token has";
    }

    /** The value of the {@code Authorization} header; only for the moment of sending. */
    String authorization() {
        return value.reveal(bytes -> "Bearer " + new String(bytes, StandardCharsets.US_ASCII));
    }

    private static boolean isOneWord(byte[] utf8) {
        for (byte character : utf8) {
            if (character <= ' ' || character > LAST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return source;
    }
}
