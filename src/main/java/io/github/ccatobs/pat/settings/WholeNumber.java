package io.github.ccatobs.pat.settings;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole number in ASCII digits; empty text is none. Java itself takes the digits of every script, e.g. full-width ones.
 */
public final class WholeNumber implements Converter<Integer> {

    private static final long serialVersionUID = 1L;

    /** The beginning of the message; what was expected follows. */
    public static final String INVALID = "Invalid number: expected ";

    private static final String RULE = "[+-]?[0-9]+";

    /** @throws IllegalArgumentException when it is not a whole number, or is greater than an {@code int} can be */
    @Override
    public @Nullable Integer convert(String text) {
        try {
            return text.isBlank() ? null : Integer.valueOf(digits(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(INVALID + "a whole number up to " + Integer.MAX_VALUE, e);
        }
    }

    private static String digits(String text) {
        String digits = text.trim();
        if (!digits.matches(RULE)) {
            throw new NumberFormatException();
        }
        return digits;
    }

    /** The same for numbers that may be longer, such as IDs. */
    public static final class LongWholeNumber implements Converter<Long> {

        private static final long serialVersionUID = 1L;

        /** @throws IllegalArgumentException when it is not a whole number, or is greater than a {@code long} can be */
        @Override
        public @Nullable Long convert(String text) {
            try {
                return text.isBlank() ? null : Long.valueOf(digits(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(INVALID + "a whole number", e);
            }
        }
    }
}
