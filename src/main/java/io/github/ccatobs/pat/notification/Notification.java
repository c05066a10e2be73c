package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something to tell people, with all that a message needs to say it. */
public sealed interface Notification {

    /** Which secret it is about. */
    SecretName secret();

    /** What an audit saw. Each such notice also says what the audit could not see, and which trouble is over. */
    sealed interface OfAudit extends Notification {

        /** The audit. */
        AuditSnapshot audit();

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
     * @param staying what was told before and is still there
     * @param token the end of the token, when that is among what is new
     */
    record FindingsChanged(
            AuditSnapshot audit,
            List<OpenFinding> opened,
            List<OpenFinding> recovered,
            List<OpenFinding> staying,
            Optional<TokenExpiration> token)
            implements OfAudit {

        /** Copies. */
        public FindingsChanged {
            opened = List.copyOf(opened);
            recovered = List.copyOf(recovered);
            staying = List.copyOf(staying);
        }
    }

    /**
     * Nothing changed for a week, and something should.
     *
     * @param staying what is still there, the most urgent first
     * @param token the end of the token, when it has ended
     */
    record Reminder(AuditSnapshot audit, List<OpenFinding> staying, Optional<TokenExpiration> token)
            implements OfAudit {

        /** Copies. */
        public Reminder {
            staying = List.copyOf(staying);
        }
    }

    /** The token ends soon. */
    record TokenExpiring(AuditSnapshot audit, TokenExpiration token) implements OfAudit {}

    /** The token has ended. */
    record TokenExpired(AuditSnapshot audit, TokenExpiration token) implements OfAudit {}

    /**
     * No audit could be made: nothing is known, not that all is well.
     *
     * @param at when it was last tried
     * @param trouble why, and since when
     */
    record AuditFailed(SecretName secret, Instant at, AuditIssue trouble) implements Notification {}

    /**
     * An audit could not read every repository: of those nothing is known, not that all is well.
     *
     * @param since when the first such audit was made
     * @param open how many findings are open
     */
    record AuditIncomplete(AuditSnapshot audit, Instant since, int open) implements OfAudit {}

    /**
     * The trouble is over, and nothing else changed.
     *
     * @param open how many findings are open
     */
    record AuditsWork(AuditSnapshot audit, int open) implements OfAudit {}

    /**
     * Every repository was read, and nothing needs anybody.
     *
     * @param tokenExpiry when the token ends, or that it never does
     * @param asides how many findings are there for information
     */
    record AllIsWell(AuditSnapshot audit, TokenExpiry tokenExpiry, int asides) implements OfAudit {}

    /**
     * Every repository was read, and nothing is open, but it is unknown when the token ends.
     *
     * @param gaps why, a sentence each, without a full stop
     * @param asides how many findings are there for information
     */
    record TokenEndUnknown(AuditSnapshot audit, List<String> gaps, int asides) implements OfAudit {

        /** Copies. */
        public TokenEndUnknown {
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * A rotation has begun.
     *
     * @param again whether it goes on after it had stopped
     */
    record RotationStarted(Rotation rotation, boolean again) implements OfRotation {}

    /** A rotation waits, for a limit say, and goes on by itself. */
    record RotationWaiting(Rotation rotation) implements OfRotation {}

    /** A rotation ended before every repository was updated. */
    record RotationStopped(Rotation rotation) implements OfRotation {}

    /** A rotation ended before its first write. */
    record RotationRefused(Rotation rotation) implements OfRotation {}

    /** Every repository of a rotation holds the token. */
    record RotationComplete(Rotation rotation) implements OfRotation {}

    /** What kind of message it is: {@code findings}, {@code rotation-stopped}. */
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
