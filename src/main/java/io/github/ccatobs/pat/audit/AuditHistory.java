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

    /** The newest audit of {@code secret}. */
    Optional<AuditRecord> last(SecretName secret);

    /** The audit of {@code secret} that began at {@code auditedAt}. */
    Optional<AuditRecord> find(SecretName secret, Instant auditedAt);

    /** The newest audits of all secrets, at most {@code most}, newest first. */
    List<AuditRecord> newest(int most);

    @Override
    void close();
}
