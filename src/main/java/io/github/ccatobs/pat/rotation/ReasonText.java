package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.TokenRedactor;

/** Why something ended as it did, in a length that every store can keep. */
final class ReasonText {

    private static final int LONGEST = 2_000;
    private static final int REPLACEMENT = 0xFFFD;

    private ReasonText() {}

    /**
     * Cuts {@code text} to 2,000 characters, the last then a "…"; half surrogate pairs, which UTF-8 has not, become �,
     * and what looks like a token is left out.
     */
    static String fit(String text) {
        String said = TokenRedactor.of(text);
        var fit = new StringBuilder();
        said.codePoints().limit(LONGEST).map(ReasonText::whole).forEach(fit::appendCodePoint);
        if (said.codePointCount(0, said.length()) > LONGEST) {
            fit.setLength(fit.offsetByCodePoints(fit.length(), -1));
            fit.append('…');
        }
        return fit.toString();
    }

    private static int whole(int character) {
        return Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character;
    }
}
