package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.GrantStatus;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.List;
import java.util.Optional;

/**
 * The JSON of an audit that was kept.
 *
 * @param notes what it could not read around the repositories and why; left out when it read everything
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditRecordJson(
        String auditedAt,
        String secret,
        boolean complete,
        AuditSummaryJson summary,
        double seconds,
        long calls,
        Optional<TokenJson> token,
        Optional<CredentialJson> credential,
        List<StatusJson.FindingRow> findings,
        Optional<List<String>> notes) {

    private static final long MILLIS_IN_A_SECOND = 1000;

    /** The JSON of {@code audit}. */
    public static AuditRecordJson of(AuditRecord audit) {
        return new AuditRecordJson(
                Timestamps.print(audit.auditedAt()),
                audit.secret().toString(),
                audit.complete(),
                AuditSummaryJson.of(audit.summary(), audit.accepted()),
                secondsOf(audit),
                audit.calls(),
                TokenJson.of(audit.token(), audit.grant().map(GrantJson::of)),
                CredentialJson.of(audit.credential()),
                audit.findings().stream()
                        .map(finding -> StatusJson.FindingRow.of(finding, audit.credential()))
                        .toList(),
                Optional.of(audit.notes()).filter(notes -> !notes.isEmpty()));
    }

    /** How long it took, in seconds. */
    public static double secondsOf(AuditRecord audit) {
        return (double) audit.took().toMillis() / MILLIS_IN_A_SECOND;
    }

    /**
     * The token itself; without {@code knownFrom} it is unknown when it ends.
     *
     * @param neverExpires true when GitHub says that it has no end, else left out
     * @param grant what an organisation grants it; left out where no GitHub App read
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TokenJson(
            Optional<String> login,
            Optional<String> expiresAt,
            Optional<Boolean> neverExpires,
            Optional<String> knownFrom,
            Optional<String> fingerprint,
            Optional<GrantJson> grant) {

        /** The JSON of {@code token}; empty when nothing is known of it. */
        public static Optional<TokenJson> of(TokenStatus token, Optional<GrantJson> grant) {
            return Optional.of(token)
                    .filter(known -> !known.equals(TokenStatus.unknown()))
                    .map(known -> known(known, grant));
        }

        private static TokenJson known(TokenStatus token, Optional<GrantJson> grant) {
            return new TokenJson(
                    token.login(),
                    token.expiry().end().map(Timestamps::print),
                    Optional.of(true).filter(never -> token.expiry() instanceof TokenExpiry.Never),
                    token.knownFrom().map(Object::toString),
                    token.fingerprint().map(Object::toString),
                    grant);
        }
    }

    /**
     * What an organisation grants the token.
     *
     * @param state {@code granted}, {@code not-granted} or {@code unknown}
     * @param detail the same in words
     * @param lacking the needs that are not granted, as on GitHub's page; of an audit that was just made alone
     * @param missed all repositories of the graph that it is not for; of an audit that was just made alone
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record GrantJson(
            String state,
            String detail,
            Optional<String> lastUsedAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> lacking,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missed) {

        /** The JSON of {@code grant} as it was kept. */
        public static GrantJson of(GrantStatus grant) {
            return of(grant, List.of(), List.of());
        }

        /** The JSON of what {@code audit} saw; empty when it saw none. */
        static Optional<GrantJson> of(Audit audit) {
            return audit.token()
                    .grantStatus(audit.secret())
                    .map(grant -> of(
                            grant,
                            audit.token().lacking(),
                            audit.token().missed().stream()
                                    .map(Object::toString)
                                    .toList()));
        }

        private static GrantJson of(GrantStatus grant, List<String> lacking, List<String> missed) {
            return new GrantJson(
                    grant.state().toString(), grant.detail(), grant.lastUsed().map(Timestamps::print), lacking, missed);
        }
    }

    /**
     * The credential that read.
     *
     * @param neverExpires true when GitHub says that it has no end, else left out
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record CredentialJson(
            Optional<String> login,
            Optional<String> expiresAt,
            Optional<Boolean> neverExpires,
            Optional<String> source) {

        /** The JSON of {@code credential}; empty when nothing is known of it. */
        public static Optional<CredentialJson> of(CredentialStatus credential) {
            return Optional.of(credential)
                    .filter(known -> !known.equals(CredentialStatus.of(new TokenExpiry.Unknown())))
                    .map(CredentialJson::known);
        }

        private static CredentialJson known(CredentialStatus credential) {
            return new CredentialJson(
                    credential.login(),
                    credential.expiry().end().map(Timestamps::print),
                    Optional.of(true).filter(never -> credential.expiry() instanceof TokenExpiry.Never),
                    credential.source());
        }
    }

    /**
     * The counts of an audit as JSON; they add up to its repositories.
     *
     * @param transferred how many belong to another owner today; left out when none does
     * @param accepted of how many an exception hides a finding; left out where none does
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record AuditSummaryJson(
            int present, int missing, int unreadable, Optional<Integer> transferred, Optional<Integer> accepted) {

        static AuditSummaryJson of(Audit.AuditSummary summary, int accepted) {
            return new AuditSummaryJson(
                    summary.present(),
                    summary.missing(),
                    summary.unreadable(),
                    Optional.of(summary.transferred()).filter(count -> count > 0),
                    Optional.of(accepted).filter(count -> count > 0));
        }
    }
}
