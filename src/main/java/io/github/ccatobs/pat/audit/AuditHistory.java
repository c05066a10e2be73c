package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps audits, for 400 days at least. Once {@link #keep} returns, the audit survives the death of the process;
 * what it was cut off in is not there at all.
 */
public interface AuditHistory extends AutoCloseable {

    /** Keeps {@code audit}; one of the same secret and moment that is there already stays as it is. */
    void keep(AuditRecord audit);

    /**
     * Keeps what an audit saw of each repository, in place of what an earlier one saw. What a later one saw stays as it
     * is.
     */
    void keep(AuditedRepositories seen);

    /** What the last audit of {@code secret} saw of each repository; empty also when an earlier version made it. */
    Optional<AuditedRepositories> repositories(SecretName secret);

    /** The newest audit of {@code secret}. */
    Optional<AuditRecord> last(SecretName secret);

    /** The audit of {@code secret} that began at {@code auditedAt}. */
    Optional<AuditRecord> find(SecretName secret, Instant auditedAt);

    /** The newest audits of all secrets, at most {@code most}, newest first. */
    List<AuditRecord> newest(int most);

    @Override
    void close();
}
