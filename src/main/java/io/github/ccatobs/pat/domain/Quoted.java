package io.github.ccatobs.pat.domain;

/**
 * Somebody else's text, fit to stand in a message: in quotes, on one line, at most 60 characters, with what a terminal
 * or a log would obey (control and formatting characters) shown as its code.
 */
public final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /** Quotes {@code text}; the text cannot be read back from it. */
    public static String of(String text) {
        var quoted = new StringBuilder("'");
        text.codePoints().limit(LONGEST).forEach(character -> append(quoted, character));
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'")
                .toString();
    }

    private static void append(StringBuilder quoted, int character) {
        if (isPlain(character)) {
            quoted.appendCodePoint(character);
        } else {
            quoted.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
