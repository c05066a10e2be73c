package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Checks a token without a request: its size and characters, then its format and checksum. It promises that no
 * result holds any part of the token, and does not promise that GitHub knows the token.
 */
public final class FormatCheck {

    /**
     * 48 KB: <a href="https://docs.github.com/actions/reference/security/secrets#limits-for-secrets">limits for
     * secrets</a>.
     */
    private static final int LARGEST = 48 * 1024;

    /** The characters allowed after {@code Bearer}: RFC 6750, section 2.1. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private FormatCheck() {}

    /** Judges {@code token}. */
    public static TokenFormat check(SecretValue token) {
        return token.reveal(bytes -> judge(new AsciiText(bytes)));
    }

    /** Why {@code text} can be no token at all, whatever its kind; empty when it can. */
    public static Optional<Refuse> unusable(SecretValue text) {
        return text.reveal(bytes -> unusable(new AsciiText(bytes)));
    }

    private static TokenFormat judge(AsciiText text) {
        TokenKind kind = TokenKind.of(text);
        return new TokenFormat(
                kind, unusable(text).<List<CheckResult>>map(List::of).orElseGet(() -> FormatRules.judge(kind, text)));
    }

    /** The checks that hold for tokens of every kind. */
    private static Optional<Refuse> unusable(AsciiText text) {
        if (text.length() > LARGEST) {
            return Optional.of(new Refuse(
                    "the token has more than 48 KB, the most that GitHub keeps in a secret",
                    "give the token alone, not a file around it"));
        }
        OptionalInt odd = IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) <= ' ' || text.charAt(at) > '~')
                .findFirst();
        if (odd.isPresent()) {
            return Optional.of(new Refuse(
                    "character %d of the token is %s".formatted(odd.getAsInt() + 1, name(text.charAt(odd.getAsInt()))),
                    "copy the token again, alone and on one line"));
        }
        return BEARER.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(new Refuse(
                        "this is more than a token: it has a character that no token has",
                        "give the token itself, without quotation marks, a name before it or JSON around it;"
                                + " ccat.pat.token.json-key picks a member out of the JSON of"
                                + " ccat.pat.token.secret-id"));
    }

    private static String name(char character) {
        if (Character.isWhitespace(character)) {
            return "whitespace";
        }
        return character > '~' + 1 ? "not ASCII" : "a control character";
    }

    /**
     * The facts about a token that need no request.
     *
     * @param results at least one, in the order of the checks; the last is a refusal when the checks went no further
     */
    public record TokenFormat(TokenKind kind, List<CheckResult> results) {

        /** Copies the results. */
        public TokenFormat {
            results = List.copyOf(results);
        }

        /** True when this token must not be spread. */
        public boolean isRefused() {
            return results.stream().anyMatch(CheckResult.Refuse.class::isInstance);
        }
    }
}
