package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditBook;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.notification.AuditNotifications;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells people in Slack what commands find and do. */
@ApplicationScoped
class CliNotifications {

    private final AuditNotifications auditNotifications;

    CliNotifications(AuditNotifications auditNotifications) {
        this.auditNotifications = auditNotifications;
    }

    /**
     * Tells what is new in an audit that was kept.
     *
     * @throws Notifier.NotificationFailedException when people may not know
     */
    void audited(AuditBook.Judged kept, Audit seen) {
        auditNotifications.tell(kept.record(), seen, kept.accepted());
    }

    /** Tells that there is no audit; that this cannot be told either is said on stderr. */
    void couldNotAudit(SecretName secret, String reason, Terminal terminal) {
        quietly(terminal, () -> auditNotifications.failed(secret, reason));
    }

    private static void quietly(Terminal terminal, Runnable telling) {
        try {
            telling.run();
        } catch (Notifier.NotificationFailedException | RotationStore.StoreUnavailableException untold) {
            terminal.err().println("ccat pat: " + untold.getMessage());
        }
    }
}
