package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Finding;
import io.github.ccatobs.pat.audit.FindingRemedy;
import io.github.ccatobs.pat.audit.Findings;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of {@code status} and {@code audit}: one document; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusJson(
        String secret,
        String auditedAt,
        boolean complete,
        List<Row> repositories,
        List<Found> findings,
        Optional<TokenJson> token,
        Optional<CredentialJson> credential,
        AuditSummaryJson summary,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {

    /** One repository. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Row(
            String repository,
            String state,
            Optional<String> updatedAt,
            Optional<Boolean> archived,
            Optional<String> renamedTo,
            Optional<String> transferredTo,
            Optional<String> reason,
            Optional<Accepted> accepted) {

        /** The row of {@code state}, which may be as it is when it is {@code accepted}. */
        public static Row of(RepositoryState state, Optional<AcceptedException> accepted) {
            var row = new Row(
                    state.repository().toString(),
                    "present",
                    Optional.empty(),
                    state.archived(),
                    state.renamedTo().map(Object::toString),
                    Optional.empty(),
                    Optional.empty(),
                    accepted.map(Accepted::of));
            return switch (state.seen()) {
                case Observation.Present present -> row.updated(Moment.print(present.updatedAt()));
                case Observation.Absent absent -> row.with("missing", Optional.empty());
                case Observation.Transferred(var today) -> row.transferred(today.toString());
                case Observation.Unreadable unreadable -> row.with("unreadable", Optional.of(unreadable.reason()));
            };
        }

        private Row updated(String moment) {
            return new Row(
                    repository, state, Optional.of(moment), archived, renamedTo, transferredTo, reason, accepted);
        }

        private Row with(String newState, Optional<String> newReason) {
            return new Row(repository, newState, updatedAt, archived, renamedTo, transferredTo, newReason, accepted);
        }

        private Row transferred(String today) {
            return new Row(
                    repository,
                    "transferred",
                    updatedAt,
                    archived,
                    renamedTo,
                    Optional.of(today),
                    Optional.empty(),
                    accepted);
        }
    }

    /** Why a repository may be as it is, and the last day on which it may. */
    public record Accepted(String until, String reason) {

        private static Accepted of(AcceptedException exception) {
            return new Accepted(exception.until().toString(), exception.reason());
        }
    }

    /** One finding. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Found(
            String kind, Optional<String> repository, Optional<String> since, Optional<String> detail, String remedy) {

        public static Found of(Finding finding) {
            return new Found(
                    finding.kind().toString(),
                    finding.where().map(Object::toString),
                    Optional.empty(),
                    said(finding.detail()),
                    FindingRemedy.of(finding.kind()));
        }

        public static Found of(OpenFinding finding) {
            return new Found(
                    finding.kind().toString(),
                    finding.repository().map(Object::toString),
                    Optional.of(Moment.print(finding.since())),
                    said(finding.detail()),
                    FindingRemedy.of(finding.kind()));
        }

        private static Optional<String> said(String detail) {
            return Optional.of(detail).filter(text -> !text.isEmpty());
        }
    }

    /** What was seen alone, judged by itself. */
    public static StatusJson of(Audit audit) {
        return with(audit, Findings.judge(audit).stream().map(Found::of).toList(), Map.of());
    }

    /** What was seen, what is open, and which repositories may be as they are. */
    public static StatusJson of(Audit audit, List<OpenFinding> open, Map<RepositoryName, AcceptedException> accepted) {
        return with(audit, open.stream().map(Found::of).toList(), accepted);
    }

    private static StatusJson with(Audit audit, List<Found> findings, Map<RepositoryName, AcceptedException> accepted) {
        return new StatusJson(
                audit.secret().toString(),
                Moment.print(audit.auditedAt()),
                audit.isComplete(),
                audit.repositories().stream()
                        .map(state -> Row.of(state, Optional.ofNullable(accepted.get(state.repository()))))
                        .toList(),
                findings,
                TokenJson.of(audit.token().status()),
                CredentialJson.of(audit.credential()),
                AuditSummaryJson.of(audit.summary(), accepted.size()),
                audit.notes());
    }
}
