package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit that a notice is about.
 *
 * @param at when it began
 * @param summary how many repositories hold the secret, lack it, and could not be read
 * @param unread the repositories that could not be read
 * @param over the trouble that it is the first to be without, when people were told of that
 * @param accepted the repositories whose findings an exception hides
 */
public record AuditSnapshot(
        SecretName secret,
        Instant at,
        Audit.AuditSummary summary,
        List<UnreadableRepository> unread,
        Optional<AuditIssue> over,
        Map<RepositoryName, Waiver> accepted) {

    /** Copies. */
    public AuditSnapshot {
        unread = List.copyOf(unread);
        accepted = Map.copyOf(accepted);
    }

    /** An audit of which no exception hides a finding. */
    public AuditSnapshot(
            SecretName secret,
            Instant at,
            Audit.AuditSummary summary,
            List<UnreadableRepository> unread,
            Optional<AuditIssue> over) {
        this(secret, at, summary, unread, over, Map.of());
    }

    /** Whether it could read every repository. Only then may anybody say that all is well. */
    public boolean isComplete() {
        return summary.unreadable() == 0;
    }

    /** How many repositories it was of. */
    public int repositories() {
        return summary.repositories();
    }
}
