package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Estimates from past audits how long a token has been in use, when a reminder of its end may be due. Where no earlier audit saw
 * another one in its place, its age is unknown.
 */
final class TokenAgeEstimator {

    /** A shorter life tells nothing: the token may have been made long before it was put there. */
    private static final Duration SHORTEST = Duration.ofDays(3);

    private final AuditHistory history;

    TokenAgeEstimator(AuditHistory history) {
        this.history = history;
    }

    /** Whether a past audit saw the token. */
    private enum Sighting {
        SAME,
        OTHER,
        UNKNOWN
    }

    /** {@code audit}, with the first audits that saw the token and the credential. */
    Audit estimate(Audit audit) {
        var token = audit.token();
        var ofToken = token.handedOut().isPresent()
                ? token.handedOut()
                : since(audit, token.status().expiry(), past -> compare(past.token(), token.status()));
        var ofCredential =
                since(audit, audit.credential().expiry(), past -> compare(past.credential(), audit.credential()));
        return audit.with(token.seenSince(ofToken, ofCredential));
    }

    private Optional<Instant> since(
            Audit audit, TokenExpiry expiry, Function<AuditHistory.PastAudit, Sighting> sighting) {
        return expiry.end()
                .filter(end -> !end.isAfter(audit.auditedAt().plus(ExpiryReminderRule.EARLIEST)))
                .flatMap(end -> firstAfterAnother(audit, sighting)
                        .filter(since -> Duration.between(since, end).compareTo(SHORTEST) >= 0));
    }

    /** The first sighting, this one at the latest; empty when no audit before it saw another token. */
    private Optional<Instant> firstAfterAnother(Audit audit, Function<AuditHistory.PastAudit, Sighting> sighting) {
        var first = history.first(audit.secret(), past -> sighting.apply(past) == Sighting.SAME)
                .orElse(audit.auditedAt());
        return history.first(audit.secret(), past -> sighting.apply(past) == Sighting.OTHER)
                .filter(first::isAfter)
                .map(other -> first);
    }

    /** The fingerprint decides; where it is unknown, the end does. */
    private static Sighting compare(TokenStatus past, TokenStatus now) {
        return now.fingerprint().isPresent()
                ? compare(past.fingerprint(), now.fingerprint())
                : compare(past.expiry(), now.expiry());
    }

    /** Another credential of the same source has another end; nothing is known of that of another source. */
    private static Sighting compare(CredentialStatus past, CredentialStatus now) {
        return past.source().equals(now.source()) ? compare(past.expiry(), now.expiry()) : Sighting.UNKNOWN;
    }

    private static Sighting compare(Optional<Fingerprint> past, Optional<Fingerprint> now) {
        return past.isEmpty() ? Sighting.UNKNOWN : past.equals(now) ? Sighting.SAME : Sighting.OTHER;
    }

    private static Sighting compare(TokenExpiry past, TokenExpiry now) {
        return past instanceof TokenExpiry.Unknown
                ? Sighting.UNKNOWN
                : past.equals(now) ? Sighting.SAME : Sighting.OTHER;
    }
}
