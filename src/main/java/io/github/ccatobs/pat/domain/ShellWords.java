package io.github.ccatobs.pat.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text as one word of a shell command, in bash, zsh and dash alike; and such words as text. */
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

    /**
     * The words of {@code command}, as a shell reads them that expands nothing: blanks part them, and single quotes, double
     * quotes and backslashes keep characters as they are (POSIX, section 2.2). Within double quotes a backslash
     * stands for itself unless {@code "}, {@code \\}, {@code $} or {@code `} follows.
     *
     * @throws IllegalArgumentException when a quotation mark is not closed, or a backslash ends the text; nothing of the
     *     text is repeated
     */
    public static List<String> split(String command) {
        return new Splitter(command).words();
    }

    /** Walks through the text once. */
    private static final class Splitter {

        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean isInWord;
        private int at;

        Splitter(String text) {
            this.text = text;
        }

        List<String> words() {
            while (at < text.length()) {
                take(text.charAt(at++));
            }
            end();
            return List.copyOf(words);
        }

        private void take(char next) {
            switch (next) {
                case ' ', '\t', '\n', '\r' -> end();
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> append(escaped());
                default -> append(next);
            }
        }

        private void quoted(char mark) {
            isInWord = true;
            int end = text.length();
            while (at < end && text.charAt(at) != mark) {
                char next = text.charAt(at++);
                boolean isEscape = next == '\\' && mark == '"' && at < end && "\"\\$`".indexOf(text.charAt(at)) >= 0;
                append(isEscape ? text.charAt(at++) : next);
            }
            if (at++ >= end) {
                throw new IllegalArgumentException("a quotation mark (" + mark + ") is not closed");
            }
        }

        private char escaped() {
            if (at == text.length()) {
                throw new IllegalArgumentException("a backslash ends it");
            }
            return text.charAt(at++);
        }

        private void append(char next) {
            isInWord = true;
            word.append(next);
        }

        private void end() {
            if (isInWord) {
                words.add(word.toString());
            }
            word.setLength(0);
            isInWord = false;
        }
    }
}
