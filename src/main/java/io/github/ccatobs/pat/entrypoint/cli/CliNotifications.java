package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditBook;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.notification.AuditNotifications;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.RotationNotifications;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells people in Slack what commands find and do. */
@ApplicationScoped
class CliNotifications {

    private final Notifier board;
    private final AuditNotifications auditNotifications;
    private final RotationNotifications rotationNotifications;

    CliNotifications(
            Notifier board, AuditNotifications auditNotifications, RotationNotifications rotationNotifications) {
        this.board = board;
        this.auditNotifications = auditNotifications;
        this.rotationNotifications = rotationNotifications;
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

    /** Whether there is a place where people are told. */
    boolean isHeard() {
        return board.isOpen();
    }

    /** Tells that the rotation has started, unless people know; that they cannot be told is said on stderr. */
    void started(Rotation rotation, Terminal terminal) {
        quietly(terminal, () -> rotationNotifications.started(rotation));
    }

    /** Tells how the rotation stands, unless people know; that they cannot be told is said on stderr. */
    void rotated(SecretName secret, Terminal terminal) {
        quietly(terminal, () -> rotationNotifications.catchUp(secret));
    }

    private static void quietly(Terminal terminal, Runnable telling) {
        try {
            telling.run();
        } catch (Notifier.NotificationFailedException | RotationStore.StoreUnavailableException untold) {
            terminal.err().println("ccat pat: " + untold.getMessage());
        }
    }
}
