package io.github.ccatobs.pat.domain;

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

    private MarkdownText() {}

    /** Escapes {@code text}. */
    public static String escape(String text) {
        String printable = PrintableText.of(text);
        var escaped = new StringBuilder(printable.length() * 2);
        for (int i = 0; i < printable.length(); i++) {
            char character = printable.charAt(i);
            if (PUNCTUATION.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
            if (character == '@' || character == '#') {
                escaped.append(PARTED);
            }
        }
        return escaped.toString();
    }
}
