package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history that lives as long as the object. */
public final class InMemoryAuditHistory implements AuditHistory {

    private final List<AuditRecord> audits = new ArrayList<>();
    private final Map<SecretName, AuditedRepositories> repositories = new HashMap<>();

    @Override
    public void keep(AuditRecord audit) {
        if (find(audit.secret(), audit.auditedAt()).isEmpty()) {
            audits.addFirst(audit);
        }
    }

    @Override
    public void amend(AuditRecord audit) {
        audits.replaceAll(kept ->
                kept.secret().equals(audit.secret()) && kept.auditedAt().equals(audit.auditedAt()) ? audit : kept);
    }

    @Override
    public void keep(AuditedRepositories seen) {
        repositories.merge(
                seen.secret(), seen, (before, now) -> before.auditedAt().isAfter(now.auditedAt()) ? before : now);
    }

    @Override
    public Optional<AuditedRepositories> repositories(SecretName secret) {
        return Optional.ofNullable(repositories.get(secret));
    }

    @Override
    public Optional<AuditRecord> last(SecretName secret) {
        return audits.stream().filter(audit -> audit.secret().equals(secret)).findFirst();
    }

    @Override
    public Optional<AuditRecord> find(SecretName secret, Instant auditedAt) {
        return audits.stream()
                .filter(audit -> audit.secret().equals(secret))
                .filter(audit -> audit.auditedAt().equals(auditedAt))
                .findFirst();
    }

    @Override
    public List<AuditRecord> newest(int most) {
        return audits.stream().limit(most).toList();
    }

    @Override
    public void close() {
        // Kept audits stay.
    }
}
