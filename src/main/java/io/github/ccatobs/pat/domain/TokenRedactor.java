package io.github.ccatobs.pat.domain;

import java.util.regex.Pattern;

/**
 * A message without what looks like a GitHub token: people paste one where it does not belong, and a message about
 * a wrong word must not repeat one. It promises nothing of tokens without one of GitHub's prefixes.
 */
public final class TokenRedactor {

    private static final Pattern TOKEN = Pattern.compile("(?:gh[a-z]_|github_pat_)[\\w-]+(?:\\.[\\w-]+)*");

    private TokenRedactor() {}

    /** Shows each token of {@code message} as {@code [a token]}. */
    public static String of(String message) {
        return TOKEN.matcher(message).replaceAll("[a token]");
    }

    /** Whether there is something to hide. */
    public static boolean isNeeded(String text) {
        return TOKEN.matcher(text).find();
    }
}
