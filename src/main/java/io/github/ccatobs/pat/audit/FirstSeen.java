package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out from past audits how old a token is at least, when a reminder of its end may be due. */
final class FirstSeen {

    /** A shorter life tells nothing: the token may have been made long before the first audit. */
    private static final Duration SHORTEST = Duration.ofDays(3);

    private final AuditHistory history;

    FirstSeen(AuditHistory history) {
        this.history = history;
    }

    /** {@code audit}, with the first audits that saw the token and the credential. */
    Audit date(Audit audit) {
        var token = audit.token();
        var ofToken = token.handedOut().isPresent()
                ? token.handedOut()
                : since(audit, token.status().expiry(), past -> isSame(past.token(), token.status()));
        var ofCredential =
                since(audit, audit.credential().expiry(), past -> isSame(past.credential(), audit.credential()));
        return audit.with(token.seenSince(ofToken, ofCredential));
    }

    private Optional<Instant> since(Audit audit, TokenExpiry expiry, Predicate<AuditHistory.PastAudit> sawIt) {
        return expiry.end()
                .filter(end -> !end.isAfter(audit.auditedAt().plus(ExpiryReminderRule.EARLIEST)))
                .flatMap(end -> Optional.of(history.first(audit.secret(), sawIt).orElse(audit.auditedAt()))
                        .filter(since -> Duration.between(since, end).compareTo(SHORTEST) >= 0));
    }

    /** The fingerprint decides; where it is unknown, the end does. */
    private static boolean isSame(TokenStatus past, TokenStatus now) {
        return now.fingerprint().isPresent()
                ? past.fingerprint().equals(now.fingerprint())
                : past.expiry().equals(now.expiry());
    }

    /** Another credential of the same source has another end. */
    private static boolean isSame(CredentialStatus past, CredentialStatus now) {
        return past.source().equals(now.source()) && past.expiry().equals(now.expiry());
    }
}
