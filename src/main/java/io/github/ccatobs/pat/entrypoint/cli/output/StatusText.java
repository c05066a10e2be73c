package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Finding;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.FindingRules;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.RateLimitStatus;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of {@code status} beside its table: counts, the token's expiry, and the credential. */
public final class StatusText {

    private StatusText() {}

    /** The sentences, one a line. */
    public static List<String> about(Audit audit) {
        return about(audit, audit.credential().source().orElse("The credential"));
    }

    /** The same sentences, which call the credential {@code source}. */
    public static List<String> about(Audit audit, String source) {
        return Stream.of(Stream.of(verdict(audit)), TokenText.about(audit), credential(audit, source).stream())
                .flatMap(lines -> lines)
                .toList();
    }

    /** Those that concern everyone, not the credential alone; the verdict first. */
    public static List<String> sentences(Audit audit) {
        return Stream.concat(Stream.of(verdict(audit)), TokenText.about(audit)).toList();
    }

    /** The exit code of an audit judged by itself. */
    public static ExitCode exitCode(Audit audit) {
        return exitCode(audit, FindingRules.judge(audit).stream().map(Finding::kind));
    }

    /**
     * The exit code of an audit with these findings. Unreadable takes precedence over what needs attention: it may be
     * worse.
     */
    public static ExitCode exitCode(Audit audit, Stream<FindingKind> findings) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return findings.anyMatch(FindingKind::isUrgent) ? ExitCode.ATTENTION : ExitCode.FINE;
    }

    private static String verdict(Audit audit) {
        var summary = audit.summary();
        int all = audit.repositories().size();
        if (summary.present() == all) {
            return audit.secret() + " is present in "
                    + (all == 1 ? "the repository." : "all " + all + " repositories.");
        }
        String missing = summary.missing() == 0 ? "" : ", missing in " + summary.missing();
        String unreadable = summary.unreadable() == 0 ? "" : ", unreadable in " + summary.unreadable();
        String transferred =
                summary.transferred() == 0 ? "" : ", transferred to another owner: " + summary.transferred();
        return "%s is present in %d of %d repositories%s%s%s."
                .formatted(audit.secret(), summary.present(), all, missing, unreadable, transferred);
    }

    private static Optional<String> credential(Audit audit, String source) {
        return Stream.of(
                        audit.credential().login().map(login -> "account " + login),
                        expiry(audit.credential().expiry(), audit.gitHubTime())
                                .or(() -> audit.credential().login().map(person -> "it is unknown when it expires")),
                        audit.quota().map(StatusText::quota))
                .flatMap(Optional::stream)
                .reduce((one, two) -> one + ", " + two)
                .map(facts -> source + ": " + facts + ".");
    }

    /** When a token or credential ends, in words; empty when that is unknown. */
    static Optional<String> expiry(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) ->
                Optional.of(
                        moment.isAfter(now)
                                ? "expires " + Timestamps.day(moment) + " (" + Timestamps.ahead(moment, now) + ")"
                                : "expired " + Timestamps.day(moment));
            case TokenExpiry.Never never -> Optional.of("does not expire");
            case TokenExpiry.Unknown unknown ->
                unknown.unreadable()
                        .map(text -> "its expiry date is unreadable: GitHub's header says \"" + text + "\"");
        };
    }

    /** The remaining requests of the hour, in words. */
    public static String quota(RateLimitStatus quota) {
        return "%d of %d requests left until %s"
                .formatted(quota.remaining(), quota.limit(), Timestamps.print(quota.reset()));
    }
}
