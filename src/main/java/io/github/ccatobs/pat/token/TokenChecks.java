package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import java.time.Instant;
import java.util.function.Supplier;

/** Decides whether a token may be spread: what it looks like first, then what GitHub says of it. */
public final class TokenChecks {

    private TokenChecks() {}

    /**
     * Judges {@code token} after GitHub has rejected it (401), without asking again.
     *
     * @param webPages where GitHub's pages are, e.g. {@code https://github.com}
     */
    public static TokenValidation rejected(SecretValue token, String webPages) {
        var offline = TokenValidation.of(FormatCheck.check(token));
        return offline.isRefused()
                ? offline
                : offline.with(Check.ACCOUNT, RefusalAdvice.unknownToken(new GitHubSettingsUrls(webPages)));
    }

    /**
     * Judges {@code token}; writes nothing.
     *
     * @param asToken opens GitHub with the token as the credential; not asked for when the offline checks refuse, so it
     *     never gets a token that cannot stand in a header
     * @param now the moment from which the rest of its life is counted
     * @throws GitHubException when a limit or an outage leaves the answer open: that is not a verdict on the token
     */
    public static TokenValidation check(
            SecretValue token, Supplier<GitHubClient> asToken, TokenRequirements use, Instant now) {
        var offline = TokenValidation.of(FormatCheck.check(token));
        return offline.isRefused() ? offline : new LiveCheck(asToken.get(), use, now).check(offline);
    }
}
