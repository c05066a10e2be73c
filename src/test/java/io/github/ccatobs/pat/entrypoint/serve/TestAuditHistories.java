package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Histories of audits, for tests. */
final class TestAuditHistories {

    private TestAuditHistories() {}

    /** An audit of four repositories, two of which lack the secret and one of which could not be read. */
    static AuditRecord record(SecretName secret, Instant moment, Duration took) {
        return new AuditRecord(
                secret,
                moment,
                false,
                new Audit.AuditSummary(1, 2, 1),
                0,
                took,
                5,
                TestTokens.ending(new TokenExpiry.At(moment.plus(Duration.ofDays(14))))
                        .status(),
                Optional.empty(),
                TestTokens.credentialEnding(new TokenExpiry.At(moment.plus(Duration.ofDays(199)))),
                List.of(missing("acme/web", moment), missing("acme/api", moment)),
                List.of());
    }

    /** The same audit, of {@code token}. */
    static AuditRecord withToken(AuditRecord audit, TokenStatus token) {
        return new AuditRecord(
                audit.secret(),
                audit.auditedAt(),
                audit.complete(),
                audit.summary(),
                audit.accepted(),
                audit.took(),
                audit.calls(),
                token,
                audit.grant(),
                audit.credential(),
                audit.findings(),
                audit.notes());
    }

    private static OpenFinding missing(String repository, Instant since) {
        return new OpenFinding(FindingKind.MISSING, Optional.of(RepositoryName.parse(repository)), since, "", true);
    }

    /** A history that holds one audit or none, or cannot be read; counts how often it is looked at. */
    static final class OfOne implements AuditHistory {
        Optional<AuditRecord> last = Optional.empty();
        boolean isAway;
        boolean isSpoilt;
        int looks;

        @Override
        public void keep(AuditRecord audit) {
            last = Optional.of(audit);
        }

        @Override
        public void amend(AuditRecord audit) {
            last = Optional.of(audit);
        }

        @Override
        public void keep(AuditedRepositories seen) {
            throw new IllegalStateException("expected no audit");
        }

        @Override
        public Optional<AuditedRepositories> repositories(SecretName secret) {
            return Optional.empty();
        }

        @Override
        public Optional<AuditRecord> last(SecretName secret) {
            looks++;
            if (isAway) {
                throw new RotationStore.StoreUnavailableException("it is away");
            }
            if (isSpoilt) {
                throw new IllegalArgumentException("a record that nobody can read");
            }
            return last;
        }

        @Override
        public Optional<AuditRecord> find(SecretName secret, Instant auditedAt) {
            return last.filter(audit -> audit.auditedAt().equals(auditedAt));
        }

        @Override
        public List<AuditRecord> newest(int most) {
            return last.stream().toList();
        }

        @Override
        public void close() {}
    }
}
