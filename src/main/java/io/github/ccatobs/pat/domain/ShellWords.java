package io.github.ccatobs.pat.domain;

import java.util.regex.Pattern;

/** Text as one word of a shell command, in bash, zsh and dash alike. */
public final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private ShellWords() {}

    /** The word, in single quotes where it needs them. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The same of a setting, which needs no character that is not printable: each becomes a "?". */
    public static String quoteSetting(String word) {
        var shown = new StringBuilder();
        word.codePoints()
                .forEach(character -> shown.appendCodePoint(PrintableText.isPrintable(character) ? character : '?'));
        return quote(shown.toString());
    }

    /** Text between the quotes of a JSON string. */
    public static String inJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Text in a format of {@code printf} that prints itself. */
    public static String inFormat(String text) {
        return text.replace("\\", "\\\\").replace("%", "%%");
    }
}
