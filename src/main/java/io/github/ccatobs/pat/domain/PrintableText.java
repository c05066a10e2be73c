package io.github.ccatobs.pat.domain;

import java.util.Locale;

/**
 * Text from outside (answers, files, settings, arguments) as it may reach a terminal or a log: every character that
 * would be obeyed, hidden or reordered rather than shown stands there as its code, {@code \}{@code u{1b}}. These are
 * the control characters (C0, DEL, C1), formatting characters (bidirectional overrides and isolates, zero-width
 * characters), line and paragraph separators, halves of surrogate pairs, private and unassigned characters, and the
 * letters and marks that Unicode says are ignored when they cannot be drawn.
 */
public final class PrintableText {

    private static final int LAST_ASCII = 0x7e;

    private PrintableText() {}

    /** Shows {@code text} on one line. */
    public static String of(String text) {
        int printable = 0;
        while (printable < text.length() && isPrintable(text.codePointAt(printable))) {
            printable += Character.charCount(text.codePointAt(printable));
        }
        if (printable == text.length()) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16).append(text, 0, printable);
        text.substring(printable).codePoints().forEach(character -> append(shown, character));
        return shown.toString();
    }

    /** Escapes what is not printable by the rules of JSON, so that the document means the same. Line ends stay. */
    public static String ofJson(String document) {
        if (document.codePoints().allMatch(PrintableText::mayStandInJson)) {
            return document;
        }
        var shown = new StringBuilder();
        document.codePoints().forEach(character -> {
            if (mayStandInJson(character)) {
                shown.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }

    /** Appends {@code character}, or its code where it is not printable. */
    static void append(StringBuilder shown, int character) {
        if (isPrintable(character)) {
            shown.appendCodePoint(character);
        } else {
            shown.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static boolean mayStandInJson(int character) {
        return character == '\n' || isPrintable(character);
    }

    /** Whether a terminal or a log shows {@code character} as itself. */
    public static boolean isPrintable(int character) {
        if (character <= LAST_ASCII) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> !isIgnorable(character);
        };
    }

    /**
     * Letters and marks that draw nothing.
     *
     * @see <a href="https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt">Default_Ignorable_Code_Point</a>
     */
    private static boolean isIgnorable(int character) {
        return switch (character) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x3164, 0xffa0 -> true;
            default -> (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
        };
    }
}
