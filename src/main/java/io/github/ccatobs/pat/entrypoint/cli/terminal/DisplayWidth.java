package io.github.ccatobs.pat.entrypoint.cli.terminal;

/**
 * How many columns of a terminal a text takes: two for a wide character (CJK, Hangul, emoji), none for one that combines
 * with the character before it, one for any other. Control and formatting characters are never printed, see {@link
 * io.github.ccatobs.pat.domain.PrintableText}.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">East Asian Width</a>
 */
public final class DisplayWidth {

    private static final int FIRST_WIDE = 0x1100;
    private static final int FIRST_REGIONAL_INDICATOR = 0x1f1e6;
    private static final int LAST_REGIONAL_INDICATOR = 0x1f1ff;
    private static final String CUT = "…";

    /** First and last of each range that is wide and not an emoji. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2329, 0x232a, 0x2630, 0x2637, 0x268a, 0x268f, 0x2e80, 0x303e, 0x3041, 0x3247, 0x3250, 0xa4cf,
        0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6,
        0x16fe0, 0x18d08, 0x1aff0, 0x1b2fb, 0x1d300, 0x1d376, 0x1f200, 0x1f265, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    private DisplayWidth() {}

    /** The columns of {@code text}. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** {@code text}, or as much of its start as {@code columns} hold with an ellipsis after it. */
    public static String cut(String text, int columns) {
        return of(text) <= columns ? text : text.substring(0, fitting(text, columns - 1)) + CUT;
    }

    /** {@code text}, or as much of its start and its end as {@code columns} hold with an ellipsis between them. */
    public static String cutInside(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int head = columns / 2;
        var backwards = new StringBuilder(text).reverse().toString();
        int tail = fitting(backwards, columns - 1 - head);
        return text.substring(0, fitting(text, head)) + CUT + text.substring(text.length() - tail);
    }

    /** How many characters at the start of {@code text} fit into {@code columns}; a mark stays with its letter. */
    static int fitting(String text, int columns) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            taken += of(character);
            if (taken > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    private static int of(int character) {
        if (character < FIRST_WIDE) {
            return combines(character) ? 0 : 1;
        }
        return combines(character) ? 0 : isWide(character) ? 2 : 1;
    }

    private static boolean combines(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            // The vowels and finals of a Hangul syllable that is written in parts.
            default -> (character >= 0x1160 && character <= 0x11ff) || (character >= 0xd7b0 && character <= 0xd7fb);
        };
    }

    private static boolean isWide(int character) {
        boolean isFlagLetter = character >= FIRST_REGIONAL_INDICATOR && character <= LAST_REGIONAL_INDICATOR;
        if (Character.isEmojiPresentation(character) && !isFlagLetter) {
            return true;
        }
        for (int range = 0; range < WIDE.length; range += 2) {
            if (character >= WIDE[range] && character <= WIDE[range + 1]) {
                return true;
            }
        }
        return false;
    }
}
