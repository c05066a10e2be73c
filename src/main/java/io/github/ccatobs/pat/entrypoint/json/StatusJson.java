package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.Finding;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.AuditSummaryJson;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.CredentialJson;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.GrantJson;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.TokenJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JSON of {@code status} and {@code audit}: one document; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusJson(
        String secret,
        String auditedAt,
        boolean complete,
        List<RepositoryRow> repositories,
        List<FindingRow> findings,
        Optional<TokenJson> token,
        Optional<CredentialJson> credential,
        AuditSummaryJson summary,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {

    /** One repository. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RepositoryRow(
            String repository,
            String state,
            Optional<String> updatedAt,
            Optional<Boolean> archived,
            Optional<String> renamedTo,
            Optional<String> transferredTo,
            Optional<String> reason,
            Optional<WaiverRow> accepted) {

        /** The row of {@code state}, which may be as it is when it is {@code accepted}. */
        public static RepositoryRow of(RepositoryState state, Optional<Waiver> accepted) {
            var seen = state.seen();
            return new RepositoryRow(
                    state.repository().toString(),
                    switch (seen) {
                        case Observation.Present present -> "present";
                        case Observation.Absent absent -> "missing";
                        case Observation.TransferredAway transferred -> "transferred";
                        case Observation.Unreadable unreadable -> "unreadable";
                    },
                    seen instanceof Observation.Present(var at) ? Optional.of(Timestamps.print(at)) : Optional.empty(),
                    state.archived(),
                    state.renamedTo().map(Object::toString),
                    seen instanceof Observation.TransferredAway(var today)
                            ? Optional.of(today.toString())
                            : Optional.empty(),
                    seen.whyUnknown(),
                    accepted.map(WaiverRow::of));
        }
    }

    /** Why a repository may be as it is, and the last day on which it may. */
    public record WaiverRow(String until, String reason) {

        private static WaiverRow of(Waiver exception) {
            return new WaiverRow(exception.until().toString(), exception.reason());
        }
    }

    /**
     * One finding.
     *
     * @param confirmed false where the audit could not read what would show it, else left out
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FindingRow(
            String kind,
            Optional<String> repository,
            Optional<String> since,
            Optional<Boolean> confirmed,
            Optional<String> detail,
            String remedy) {

        static FindingRow of(Finding finding, CredentialStatus reader) {
            return new FindingRow(
                    finding.kind().toString(),
                    finding.where().map(Object::toString),
                    Optional.empty(),
                    Optional.empty(),
                    said(finding.detail()),
                    finding.kind().remedy(reader));
        }

        static FindingRow of(OpenFinding finding, CredentialStatus reader) {
            return new FindingRow(
                    finding.kind().toString(),
                    finding.repository().map(Object::toString),
                    Optional.of(Timestamps.print(finding.since())),
                    Optional.of(false).filter(not -> !finding.confirmed()),
                    said(finding.detail()),
                    finding.kind().remedy(reader));
        }

        /** The detail, and whether this audit could not see it; empty where there is nothing to say. */
        public String words() {
            return Stream.concat(
                            detail.stream(),
                            confirmed.filter(is -> !is).map(not -> "(not confirmed by this audit)").stream())
                    .collect(Collectors.joining(" "));
        }

        private static Optional<String> said(String detail) {
            return Optional.of(detail).filter(text -> !text.isEmpty());
        }
    }

    /** An audit without its history, and the findings of an audit judged by itself. */
    public static StatusJson of(Audit audit, List<Finding> findings) {
        return with(
                audit,
                findings.stream()
                        .map(finding -> FindingRow.of(finding, audit.credential()))
                        .toList(),
                Map.of(),
                audit.notes());
    }

    /** An audit with its open findings, accepted repositories and notes. */
    public static StatusJson of(
            Audit audit, List<OpenFinding> open, Map<RepositoryName, Waiver> accepted, List<String> notes) {
        return with(
                audit,
                open.stream()
                        .map(finding -> FindingRow.of(finding, audit.credential()))
                        .toList(),
                accepted,
                notes);
    }

    private static StatusJson with(
            Audit audit, List<FindingRow> findings, Map<RepositoryName, Waiver> accepted, List<String> notes) {
        return new StatusJson(
                audit.secret().toString(),
                Timestamps.print(audit.auditedAt()),
                audit.isComplete(),
                audit.repositories().stream()
                        .map(state -> RepositoryRow.of(state, Optional.ofNullable(accepted.get(state.repository()))))
                        .toList(),
                findings,
                TokenJson.of(audit.token().status(), GrantJson.of(audit)),
                CredentialJson.of(audit.credential()),
                AuditSummaryJson.of(audit.summary(), accepted.size()),
                notes);
    }
}
