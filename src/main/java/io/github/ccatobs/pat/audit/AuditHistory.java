package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps audits, for 400 days at least. Once {@link #keep} returns, the audit survives the death of the process;
 * what it was cut off in is not there at all.
 */
public interface AuditHistory extends AutoCloseable {

    /** The most audits that {@link #first} looks at. */
    int FIRST_SEARCH_LIMIT = 400;

    /** Keeps {@code audit}; one of the same secret and moment that is there already stays as it is. */
    void keep(AuditRecord audit);

    /** Keeps {@code audit} in the place of the one of the same secret and moment, which an earlier {@link #keep} kept. */
    void amend(AuditRecord audit);

    /**
     * Keeps the repositories as an audit saw them, in place of an earlier audit's. Those of a later audit stay as they
     * are.
     */
    void keep(AuditedRepositories seen);

    /** The repositories as the last audit of {@code secret} saw them; empty also when an earlier version made it. */
    Optional<AuditedRepositories> repositories(SecretName secret);

    /** The newest audit of {@code secret}. */
    Optional<AuditRecord> last(SecretName secret);

    /** The audit of {@code secret} that began at {@code auditedAt}. */
    Optional<AuditRecord> find(SecretName secret, Instant auditedAt);

    /** The newest audits of all secrets, at most {@code most}, newest first. */
    List<AuditRecord> newest(int most);

    /**
     * When the first audit of {@code secret} began of which {@code saw} is true; of the last 400 alone, as those of a year
     * with one a night.
     */
    default Optional<Instant> first(SecretName secret, Predicate<PastAudit> saw) {
        return newest(FIRST_SEARCH_LIMIT).stream()
                .filter(audit -> audit.secret().equals(secret))
                .filter(audit -> saw.test(new PastAudit(audit.auditedAt(), audit.token(), audit.credential())))
                .map(AuditRecord::auditedAt)
                .min(Comparator.naturalOrder());
    }

    /** The tokens as an audit saw them, without its findings. */
    record PastAudit(Instant auditedAt, TokenStatus token, CredentialStatus credential) {}

    /** The newest audits of {@code secret}, at most {@code most}, newest first; those of others may hide older ones. */
    default List<AuditRecord> newest(SecretName secret, int most) {
        return newest(2 * most).stream()
                .filter(audit -> audit.secret().equals(secret))
                .limit(most)
                .toList();
    }

    @Override
    void close();
}
