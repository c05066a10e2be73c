package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.Timestamps;
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
                TokenJson.of(audit.token()),
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
}
