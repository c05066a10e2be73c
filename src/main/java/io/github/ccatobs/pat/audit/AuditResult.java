package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An audit with all that its display, the history and notices need.
 *
 * @param seen what it saw
 * @param record what is kept of it
 * @param change what is new and over since the one before
 * @param accepted the repositories whose findings an exception hides today
 * @param newNotes the notes of the audit that the last kept audit did not have in the same words; of an audit of some
 *     repositories, all of them
 */
public record AuditResult(
        Audit seen,
        AuditRecord record,
        FindingDiff.Change change,
        Map<RepositoryName, Waiver> accepted,
        List<String> newNotes) {

    /** Copies. */
    public AuditResult {
        accepted = Map.copyOf(accepted);
        newNotes = List.copyOf(newNotes);
    }

    /** The secret that was looked for. */
    public SecretName secret() {
        return record.secret();
    }

    /** When it began. */
    public Instant at() {
        return record.auditedAt();
    }

    /** When its pass ended by GitHub's clock, by which tokens end. */
    public Instant gitHubTime() {
        return seen.gitHubTime();
    }

    /** The repositories that could not be read, each with the reason for a person, in order. */
    public Map<RepositoryName, String> unreadable() {
        Map<RepositoryName, String> unreadable = new LinkedHashMap<>();
        seen.repositories()
                .forEach(state -> state.seen().whyUnknown().ifPresent(why -> unreadable.put(state.repository(), why)));
        return unreadable;
    }
}
