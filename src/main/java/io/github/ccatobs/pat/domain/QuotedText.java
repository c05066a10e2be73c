package io.github.ccatobs.pat.domain;

/**
 * Foreign text, fit for a message: in quotes, on one line, at most 60 characters, without what looks like a GitHub token,
 * and with what a terminal or a log would obey shown as its code, as {@link PrintableText} does.
 */
public final class QuotedText {

    private static final int LONGEST = 60;

    private QuotedText() {}

    /** Quotes {@code foreign}; the text cannot be read back from it. */
    public static String of(String foreign) {
        String text = TokenRedactor.of(foreign);
        var quoted = new StringBuilder("'");
        text.codePoints().limit(LONGEST).forEach(character -> PrintableText.append(quoted, character));
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'")
                .toString();
    }
}
