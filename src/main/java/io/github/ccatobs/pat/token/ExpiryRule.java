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

    private static final CheckResult ACCEPTED =
            new Accepted("it does not expire, which ccat.pat.token.accept-no-expiry accepts: only revoking ends it");

    private ExpiryRule() {}

    /** Judges by what is left at {@code now}; exactly the minimum is enough. */
    static CheckResult judge(TokenExpiry expiry, Instant now, TokenRequirements use) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) -> judge(moment, now, use.minimumLife(), generate(use));
            case TokenExpiry.Never never -> use.acceptNoExpiry() ? ACCEPTED : endless(use);
            case TokenExpiry.Unknown unknown ->
                new Warn(
                        unknown.unreadable()
                                .map(text -> "GitHub's expiry header cannot be read: \"" + text + "\"")
                                .orElse(
                                        "GitHub does not report when it expires: it gave the present time, as it does for"
                                                + " some tokens, or no time at all"),
                        "look up its expiry: " + use.urls().tokens() + "; --force accepts it");
        };
    }

    private static CheckResult judge(Instant moment, Instant now, Duration minimum, String generate) {
        if (!moment.isAfter(now)) {
            return new Refuse("it expired on " + Timestamps.day(moment), generate);
        }
        return Duration.between(now, moment).compareTo(minimum) < 0
                ? new Refuse(
                        "it expires on %s, %s: expected at least %s"
                                .formatted(Timestamps.day(moment), Timestamps.ahead(moment, now), length(minimum)),
                        generate + "; ccat.pat.token.minimum-life sets what is enough")
                : new Pass("it expires on %s, %s".formatted(Timestamps.day(moment), Timestamps.ahead(moment, now)));
    }

    private static String generate(TokenRequirements use) {
        return "generate a token that lives longer: " + use.urls().tokens();
    }

    private static CheckResult endless(TokenRequirements use) {
        return new Warn(
                "it does not expire: if it leaks, it stays valid until you revoke it",
                "generate a token that expires: " + use.urls().tokens()
                        + "; ccat.pat.token.accept-no-expiry=true accepts such tokens, --force accepts this one");
    }

    private static String length(Duration minimum) {
        return minimum.equals(Duration.ofDays(minimum.toDays()))
                ? Timestamps.days(minimum.toDays())
                : minimum.toString();
    }
}
