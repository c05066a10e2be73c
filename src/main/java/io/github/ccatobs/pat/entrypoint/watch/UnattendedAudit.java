package io.github.ccatobs.pat.entrypoint.watch;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.NightlyAudit;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.notification.AuditFailureReason;
import io.github.ccatobs.pat.notification.AuditNotifications;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.CredentialResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The audit that nobody watches. */
@ApplicationScoped
public class UnattendedAudit {

    private static final Logger LOG = Logger.getLogger(UnattendedAudit.class);

    private final NightlyAudit nightly;
    private final CredentialResolver credentialResolver;
    private final AuditNotifications news;
    private final Clock clock;

    UnattendedAudit(NightlyAudit nightly, CredentialResolver credentialResolver, AuditNotifications news, Clock clock) {
        this.nightly = nightly;
        this.credentialResolver = credentialResolver;
        this.news = news;
        this.clock = clock;
    }

    /** The secret that is audited. */
    public SecretName secret() {
        return nightly.secret();
    }

    /**
     * Audits the whole graph, keeps the result, and tells people what changed; also that no audit could be made.
     *
     * @param budget no wait for a limit goes beyond it; what could not be read in time is unreadable
     * @return what was kept
     * @throws Notifier.NotificationFailedException when the audit is kept, but people could not be told
     * @throws RuntimeException when no audit could be made, after people were told
     */
    public AuditRecord run(Duration budget) {
        var result = audit(budget);
        result.judged().newNotes().forEach(LOG::warn);
        var kept = result.judged().record();
        news.tell(kept, result.audit(), result.judged().accepted());
        return kept;
    }

    private NightlyAudit.AuditResult audit(Duration budget) {
        try {
            var credential = credentialResolver.reader(name -> Optional.ofNullable(System.getenv(name)));
            return nightly.run(credential, TimeBudget.of(budget, clock));
        } catch (RuntimeException failure) {
            tell(failure);
            throw failure;
        }
    }

    private void tell(RuntimeException failure) {
        try {
            news.failed(secret(), AuditFailureReason.of(failure));
        } catch (Notifier.NotificationFailedException | RotationStore.StoreUnavailableException untold) {
            failure.addSuppressed(untold);
        }
    }
}
