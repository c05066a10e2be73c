package io.github.ccatobs.pat.entrypoint.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Finding;
import io.github.ccatobs.pat.audit.Findings;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.github.Account;
import java.util.List;
import java.util.Optional;

/** The JSON of {@code status} and {@code audit}: one document; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record StatusJson(
        String secret,
        String auditedAt,
        boolean complete,
        List<Row> repositories,
        List<Found> findings,
        Optional<Token> token,
        Audit.Summary summary) {

    /** One repository. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Row(
            String repository,
            String state,
            Optional<String> updatedAt,
            Optional<Boolean> archived,
            Optional<String> renamedTo,
            Optional<String> reason) {

        static Row of(RepositoryState state) {
            var row = new Row(
                    state.repository().toString(),
                    "present",
                    Optional.empty(),
                    state.archived(),
                    state.renamedTo().map(Object::toString),
                    Optional.empty());
            return switch (state.seen()) {
                case Observation.Present present -> row.updated(Moment.print(present.updatedAt()));
                case Observation.Absent absent -> row.with("missing", Optional.empty());
                case Observation.Unreadable unreadable -> row.with("unreadable", Optional.of(unreadable.reason()));
            };
        }

        private Row updated(String moment) {
            return new Row(repository, state, Optional.of(moment), archived, renamedTo, reason);
        }

        private Row with(String newState, Optional<String> newReason) {
            return new Row(repository, newState, updatedAt, archived, renamedTo, newReason);
        }
    }

    /** One finding. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Found(String kind, String repository, Optional<String> detail) {

        static Found of(Finding finding) {
            return switch (finding) {
                case Finding.Missing missing -> of("missing", missing, Optional.empty());
                case Finding.Unreachable unreachable ->
                    of("unreachable", unreachable, Optional.of(unreachable.reason()));
                case Finding.Archived archived -> of("archived", archived, Optional.empty());
                case Finding.Renamed renamed -> of("renamed", renamed, Optional.of("renamed to " + renamed.today()));
            };
        }

        private static Found of(String kind, Finding finding, Optional<String> detail) {
            return new Found(kind, finding.repository().toString(), detail);
        }
    }

    /** The credential's account and end, as far as GitHub told. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Token(Optional<String> login, Optional<String> expiresAt) {

        static Optional<Token> of(Audit audit) {
            var token = new Token(
                    audit.account().map(Account::login),
                    audit.token().expiry().end().map(Moment::print));
            return Optional.of(token).filter(known -> known.login.isPresent() || known.expiresAt.isPresent());
        }
    }

    static StatusJson of(Audit audit) {
        return new StatusJson(
                audit.secret().toString(),
                Moment.print(audit.auditedAt()),
                audit.isComplete(),
                audit.repositories().stream().map(Row::of).toList(),
                Findings.judge(audit.repositories()).stream().map(Found::of).toList(),
                Token.of(audit),
                audit.summary());
    }
}
