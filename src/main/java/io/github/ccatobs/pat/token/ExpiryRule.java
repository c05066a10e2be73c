package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.CheckResult.Accepted;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.time.Duration;
import java.time.Instant;

/** Whether a token lives long enough to be worth spreading. Pure. */
final class ExpiryRule {

    private static final String GENERATE = "generate a token that lives longer: " + GitHubSettingsUrls.TOKENS;

    private static final CheckResult ENDLESS = new Warn(
            "it does not expire: if it leaks, it stays valid until you revoke it",
            "generate a token that expires: " + GitHubSettingsUrls.TOKENS
                    + "; ccat.pat.token.accept-no-expiry=true accepts such tokens, --force accepts this one");

    private static final CheckResult ACCEPTED =
            new Accepted("it does not expire, which ccat.pat.token.accept-no-expiry accepts: only revoking ends it");

    private ExpiryRule() {}

    /** Judges by what is left at {@code now}; exactly {@code minimum} is enough. */
    static CheckResult judge(TokenExpiry expiry, Instant now, Duration minimum, boolean acceptNoExpiry) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) -> judge(moment, now, minimum);
            case TokenExpiry.Never never -> acceptNoExpiry ? ACCEPTED : ENDLESS;
            case TokenExpiry.Unknown unknown ->
                new Warn(
                        unknown.unreadable()
                                .map(text -> "GitHub's expiry header cannot be read: \"" + text + "\"")
                                .orElse(
                                        "GitHub does not report when it expires: it gave the present time, as it does for"
                                                + " some tokens, or no time at all"),
                        "look up its expiry: " + GitHubSettingsUrls.TOKENS + "; --force accepts it");
        };
    }

    private static CheckResult judge(Instant moment, Instant now, Duration minimum) {
        if (!moment.isAfter(now)) {
            return new Refuse("it expired on " + Timestamps.day(moment), GENERATE);
        }
        return Duration.between(now, moment).compareTo(minimum) < 0
                ? new Refuse(
                        "it expires on %s, %s: expected at least %s"
                                .formatted(Timestamps.day(moment), Timestamps.ahead(moment, now), length(minimum)),
                        GENERATE + "; ccat.pat.token.minimum-life sets what is enough")
                : new Pass("it expires on %s, %s".formatted(Timestamps.day(moment), Timestamps.ahead(moment, now)));
    }

    private static String length(Duration minimum) {
        return minimum.equals(Duration.ofDays(minimum.toDays()))
                ? Timestamps.days(minimum.toDays())
                : minimum.toString();
    }
}
