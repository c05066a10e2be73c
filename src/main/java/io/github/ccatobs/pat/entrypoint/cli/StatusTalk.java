package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.github.Account;
import io.github.ccatobs.pat.github.Quota;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code status} says beside its table: how it stands, and what is known of the credential. */
final class StatusTalk {

    private StatusTalk() {}

    /** The sentences, one a line. */
    static List<String> about(Audit audit, String source) {
        return Stream.concat(Stream.of(verdict(audit)), credential(audit, source).stream())
                .toList();
    }

    private static String verdict(Audit audit) {
        var summary = audit.summary();
        int all = audit.repositories().size();
        if (summary.present() == all) {
            return audit.secret() + " is present in "
                    + (all == 1 ? "the repository." : "all " + all + " repositories.");
        }
        String missing = summary.missing() == 0 ? "" : ", missing in " + summary.missing();
        String unreadable = summary.unreadable() == 0 ? "" : ", not readable in " + summary.unreadable();
        String transferred = summary.transferred() == 0 ? "" : ", with another owner today: " + summary.transferred();
        return "%s is present in %d of %d repositories%s%s%s."
                .formatted(audit.secret(), summary.present(), all, missing, unreadable, transferred);
    }

    private static Optional<String> credential(Audit audit, String source) {
        return Stream.of(
                        audit.account().map(Account::login).map(login -> "account " + login),
                        expiry(audit.token().expiry(), audit.auditedAt()),
                        audit.token().quota().map(StatusTalk::quota))
                .flatMap(Optional::stream)
                .reduce((one, two) -> one + ", " + two)
                .map(facts -> source + ": " + facts + ".");
    }

    private static Optional<String> expiry(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) ->
                Optional.of("expires " + Moment.day(moment) + " (" + left(moment, now) + ")");
            case TokenExpiry.Never never -> Optional.of("does not expire");
            case TokenExpiry.Unknown unknown ->
                unknown.unreadable().map(text -> "its end cannot be read: GitHub's header says \"" + text + "\"");
        };
    }

    private static String left(Instant moment, Instant now) {
        return moment.isBefore(now) ? "expired" : Moment.ahead(moment, now);
    }

    /** What is left of the hour's requests, in words. */
    static String quota(Quota quota) {
        return "%d of %d requests left until %s"
                .formatted(quota.remaining(), quota.limit(), Moment.print(quota.reset()));
    }
}
