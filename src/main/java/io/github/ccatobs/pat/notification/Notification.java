package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something to tell people, with all that a message needs to say it. */
public sealed interface Notification {

    /** Which secret it is about. */
    SecretName secret();

    /** A notification about an audit. Each also names what the audit could not read, and which issue has ended. */
    sealed interface OfAudit extends Notification {

        /** The audit. */
        AuditResult audit();

        /** The issue that the audit is the first to be without, when people were told of that. */
        default Optional<AuditIssue> resolved() {
            return Optional.empty();
        }

        /** The token, when its end is among {@code findings} and known. */
        default Optional<TokenStatus> ending(List<OpenFinding> findings) {
            return Optional.of(audit().record().token())
                    .filter(token -> token.expiry().end().isPresent())
                    .filter(token ->
                            findings.stream().anyMatch(finding -> finding.kind().isTokenEnd()));
        }

        @Override
        default SecretName secret() {
            return audit().secret();
        }
    }

    /** How a rotation stands. */
    sealed interface OfRotation extends Notification {

        /** The rotation as it stood then. */
        Rotation rotation();

        @Override
        default SecretName secret() {
            return rotation().head().secret();
        }
    }

    /**
     * Something is there that was not, or is over.
     *
     * @param opened what is new, the most urgent first
     * @param recovered what is over
     */
    record FindingsChanged(
            AuditResult audit, Optional<AuditIssue> resolved, List<OpenFinding> opened, List<OpenFinding> recovered)
            implements OfAudit {

        /** Copies. */
        public FindingsChanged {
            opened = List.copyOf(opened);
            recovered = List.copyOf(recovered);
        }

        /** The findings that were announced before and are still open. */
        public List<OpenFinding> staying() {
            var announcedNow = Set.copyOf(opened);
            return audit.record().findings().stream()
                    .filter(finding -> !announcedNow.contains(finding))
                    .toList();
        }

        /** The token, when its end is among what is new. */
        public Optional<TokenStatus> token() {
            return ending(opened);
        }
    }

    /**
     * Nothing changed for a week, and something should.
     *
     * @param staying what is still there, the most urgent first
     */
    record Reminder(AuditResult audit, List<OpenFinding> staying) implements OfAudit {

        /** Copies. */
        public Reminder {
            staying = List.copyOf(staying);
        }

        /** The token, when it has ended. */
        public Optional<TokenStatus> token() {
            return ending(staying);
        }
    }

    /** The token ends soon. */
    record TokenExpiring(AuditResult audit, Optional<AuditIssue> resolved) implements OfAudit {}

    /** The token has ended. */
    record TokenExpired(AuditResult audit, Optional<AuditIssue> resolved) implements OfAudit {}

    /**
     * No audit could be made: nothing is known, not that all is well.
     *
     * @param at when it was last tried
     * @param auditIssue why, and since when
     */
    record AuditFailed(SecretName secret, Instant at, AuditIssue auditIssue) implements Notification {}

    /**
     * An audit could not read every repository: of those nothing is known, not that all is well.
     *
     * @param since when the first such audit was made
     */
    record AuditIncomplete(AuditResult audit, Instant since) implements OfAudit {}

    /** The issue is resolved, and nothing else changed. */
    record AuditsWork(AuditResult audit, Optional<AuditIssue> resolved) implements OfAudit {}

    /** Every repository was read, and nothing needs attention. */
    record AllIsWell(AuditResult audit) implements OfAudit {}

    /** Every repository was read, and nothing is open, but it is unknown when the token ends. */
    record TokenEndUnknown(AuditResult audit) implements OfAudit {}

    /**
     * A rotation has begun.
     *
     * @param again whether it resumes after it had stopped
     */
    record RotationStarted(Rotation rotation, boolean again) implements OfRotation {}

    /** A rotation waits, for a limit for example, and resumes by itself. */
    record RotationWaiting(Rotation rotation) implements OfRotation {}

    /** A rotation ended before every repository was updated. */
    record RotationStopped(Rotation rotation) implements OfRotation {}

    /** A rotation ended before its first write. */
    record RotationRefused(Rotation rotation) implements OfRotation {}

    /** Every repository of a rotation holds the token. */
    record RotationComplete(Rotation rotation) implements OfRotation {}

    /** The kind of message, e.g. {@code findings} or {@code rotation-stopped}. */
    default String kind() {
        return switch (this) {
            case FindingsChanged changed -> changed.opened().isEmpty() ? "recovered" : "findings";
            case Reminder reminder -> "reminder";
            case TokenExpiring expiring -> "expiring";
            case TokenExpired expired -> "expired";
            case AuditFailed failed -> "audit-failed";
            case AuditIncomplete incomplete -> "audit-incomplete";
            case AuditsWork work -> "audits-work";
            case AllIsWell well -> "all-is-well";
            case TokenEndUnknown unknown -> "token-end-unknown";
            case RotationStarted started -> started.again() ? "rotation-continued" : "rotation-started";
            case RotationWaiting waiting -> "rotation-waiting";
            case RotationStopped stopped -> "rotation-stopped";
            case RotationRefused refused -> "rotation-refused";
            case RotationComplete complete -> "rotation-complete";
        };
    }
}
