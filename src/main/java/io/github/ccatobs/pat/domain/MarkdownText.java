package io.github.ccatobs.pat.domain;

import java.util.regex.Pattern;

/**
 * Text from outside as it may stand in GitHub's Markdown, also in a cell of a table: it shows as itself on one line,
 * and formats, links, mentions and refers to nothing.
 *
 * @see <a href="https://github.github.com/gfm/#backslash-escapes">GitHub Flavored Markdown, section 6.1</a>
 */
public final class MarkdownText {

    private static final String PUNCTUATION = "\\`*_{}[]<>()+-.!|~&:=\"'$^";

    /** Mentions and references are found in the text that is shown, where a backslash is gone: a space of no width parts them. */
    private static final String PARTED = "&#8203;";

    /**
     * The texts that GitHub makes links of: a mention, an issue as #12 or GH-12, and a commit by seven hexadecimal digits or more; those of
     * a date have no letter.
     */
    private static final Pattern LINKED = Pattern.compile("[@#]|(?<![\\p{L}\\p{N}])(?i:gh-)(?=\\d)"
            + "|(?<![0-9a-zA-Z])(?=[0-9]*[a-fA-F])[0-9a-fA-F]{6}(?=[0-9a-fA-F]+(?![0-9a-zA-Z]))"
            + "|\\G(?<!^)[0-9a-fA-F]{6}(?=[0-9a-fA-F])");

    private MarkdownText() {}

    /** Escapes {@code text}. */
    public static String escape(String text) {
        String printable = PrintableText.of(text);
        var escaped = new StringBuilder(printable.length() * 2);
        int from = 0;
        for (var linked = LINKED.matcher(printable); linked.find(); from = linked.end()) {
            escape(printable, from, linked.end(), escaped);
            escaped.append(PARTED);
        }
        escape(printable, from, printable.length(), escaped);
        return escaped.toString();
    }

    private static void escape(String text, int from, int to, StringBuilder escaped) {
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            if (PUNCTUATION.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
        }
    }
}
