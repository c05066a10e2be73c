package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The raw input of a prompt, a pipe or Secrets Manager: a token, and often the end of its line. */
public final class TokenInput {

    private static final Pattern LINE_ENDING = Pattern.compile("\\r?\\n\\z");

    private TokenInput() {}

    /**
     * Takes one line ending, {@code \n} or {@code \r\n}, off the end and nothing else; what else is wrong is for {@link
     * FormatCheck} to say. The caller may wipe {@code given}.
     *
     * @return empty when nothing is left
     */
    public static Optional<SecretValue> trimmed(byte[] given) {
        int end = lengthWithoutLineEnding(given);
        if (end == 0) {
            return Optional.empty();
        }
        byte[] line = Arrays.copyOf(given, end);
        try {
            return Optional.of(SecretValue.of(line));
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /**
     * The same for sources that can only give a {@code String}.
     *
     * @throws IllegalArgumentException when it is not Unicode text
     */
    public static Optional<SecretValue> trimmed(String given) {
        String line = LINE_ENDING.matcher(given).replaceFirst("");
        return line.isEmpty() ? Optional.empty() : Optional.of(SecretValue.of(line));
    }

    private static int lengthWithoutLineEnding(byte[] given) {
        int end = given.length;
        if (end > 0 && given[end - 1] == '\n') {
            end--;
            if (end > 0 && given[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }
}
