package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditBook;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notice.AuditNews;
import io.github.ccatobs.pat.notice.NoticeBoard;
import io.github.ccatobs.pat.notice.RotationNews;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells people in Slack what commands find and do. */
@ApplicationScoped
class Announcer {

    private final NoticeBoard board;
    private final AuditNews auditNews;
    private final RotationNews rotationNews;

    Announcer(NoticeBoard board, AuditNews auditNews, RotationNews rotationNews) {
        this.board = board;
        this.auditNews = auditNews;
        this.rotationNews = rotationNews;
    }

    /**
     * Tells what is new in an audit that was kept.
     *
     * @throws NoticeBoard.NotPosted when people may not know
     */
    void audited(AuditBook.Judged kept, Audit seen) {
        auditNews.tell(kept.record(), seen, kept.accepted());
    }

    /** Tells that there is no audit; that this cannot be told either is said on stderr. */
    void couldNotAudit(SecretName secret, String reason, Terminal terminal) {
        quietly(terminal, () -> auditNews.failed(secret, reason));
    }

    /** Whether there is a place where people are told. */
    boolean isHeard() {
        return board.isOpen();
    }

    /** Tells that the rotation has started, unless people know; that they cannot be told is said on stderr. */
    void started(Rotation rotation, Terminal terminal) {
        quietly(terminal, () -> rotationNews.started(rotation));
    }

    /** Tells how the rotation stands, unless people know; that they cannot be told is said on stderr. */
    void rotated(SecretName secret, Terminal terminal) {
        quietly(terminal, () -> rotationNews.catchUp(secret));
    }

    private static void quietly(Terminal terminal, Runnable telling) {
        try {
            telling.run();
        } catch (NoticeBoard.NotPosted | RotationStore.Unavailable untold) {
            terminal.err().println("ccat pat: " + untold.getMessage());
        }
    }
}
