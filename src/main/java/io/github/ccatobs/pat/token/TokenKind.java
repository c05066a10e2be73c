package io.github.ccatobs.pat.token;

import java.util.stream.Stream;

/**
 * The kinds of token that GitHub tells apart by their first characters.
 *
 * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats">GitHub's
 *     token formats</a>
 */
public enum TokenKind {
    /** A classic personal access token. */
    CLASSIC("ghp_", "classic personal access token"),
    /** A fine-grained personal access token. */
    FINE_GRAINED("github_pat_", "fine-grained personal access token"),
    /** A token that an OAuth app holds for a user. */
    OAUTH("gho_", "OAuth access token"),
    /** A token that a GitHub App holds for a user. */
    APP_USER("ghu_", "GitHub App user token"),
    /** A token of a GitHub App itself; {@code GITHUB_TOKEN} of a workflow is one. */
    APP_INSTALLATION("ghs_", "GitHub App installation token"),
    /** Good for getting another token, not for a call. */
    REFRESH("ghr_", "GitHub App refresh token"),
    /** None of GitHub's prefixes of today; nothing is known about its shape. */
    UNKNOWN("", "token of an unknown kind");

    private final String prefix;
    private final String label;

    TokenKind(String prefix, String label) {
        this.prefix = prefix;
        this.label = label;
    }

    /** The prefix of such a token; public, and not part of the secret. */
    public String prefix() {
        return prefix;
    }

    /** The kind in words, e.g. {@code classic personal access token}. */
    @Override
    public String toString() {
        return label;
    }

    static TokenKind of(CharSequence token) {
        return known().filter(kind -> startsWith(token, kind.prefix))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** True of {@code gh} or {@code github_pa}: no token, but what is left of one. */
    static boolean isPieceOfAPrefix(CharSequence token) {
        return known().anyMatch(kind -> token.length() < kind.prefix.length() && startsWith(kind.prefix, token));
    }

    private static Stream<TokenKind> known() {
        return Stream.of(values()).filter(kind -> kind != UNKNOWN);
    }

    private static boolean startsWith(CharSequence text, CharSequence start) {
        return text.length() >= start.length() && CharSequence.compare(text.subSequence(0, start.length()), start) == 0;
    }
}
