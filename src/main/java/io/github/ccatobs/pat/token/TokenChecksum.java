package io.github.ccatobs.pat.token;

import java.util.zip.CRC32;

/**
 * The last six characters of a {@code ghp_} token and its relatives: the CRC-32 of the thirty before them in base 62,
 * padded with zeros.
 *
 * @see <a href="https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/">Behind
 *     GitHub's new authentication token formats</a>
 */
final class TokenChecksum {

    private static final int LENGTH = 6;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TokenChecksum() {}

    /** Whether {@code text}, a token after its prefix, ends in the checksum of what stands before. */
    static boolean holds(CharSequence text) {
        int at = text.length() - LENGTH;
        return at >= 0 && CharSequence.compare(of(text.subSequence(0, at)), text.subSequence(at, text.length())) == 0;
    }

    /** The six characters that belong after {@code text}. */
    static String of(CharSequence text) {
        var crc = new CRC32();
        text.chars().forEach(crc::update);
        var digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < LENGTH; rest /= DIGITS.length()) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return digits.reverse().toString();
    }
}
