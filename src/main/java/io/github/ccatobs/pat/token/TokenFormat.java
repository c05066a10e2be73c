package io.github.ccatobs.pat.token;

import java.util.List;

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
