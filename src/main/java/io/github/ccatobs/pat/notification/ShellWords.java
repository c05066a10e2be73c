package io.github.ccatobs.pat.notification;

import java.util.regex.Pattern;

/** Text of settings as one word of a shell command, in bash, zsh and dash alike. */
final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ShellWords() {}

    /** The word, in single quotes where it needs them; a control character, which no setting needs, becomes a "?". */
    static String quote(String word) {
        String safe = CONTROL.matcher(word).replaceAll("?");
        return PLAIN.matcher(safe).matches() ? safe : "'" + safe.replace("'", "'\\''") + "'";
    }

    /** Text between the quotes of a JSON string. */
    static String inJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Text in a format of {@code printf} that prints itself. */
    static String inFormat(String text) {
        return text.replace("\\", "\\\\").replace("%", "%%");
    }
}
