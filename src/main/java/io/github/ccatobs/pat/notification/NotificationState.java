package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.Optional;

/** The last announced state, so that nothing is announced twice. */
public sealed interface NotificationState {

    /** Its topic. */
    Topic topic();

    /** The topics of notifications, each with a state of its own. */
    enum Topic {
        AUDITS,
        ROTATIONS
    }

    /**
     * The last announced state of the audits of one secret.
     *
     * @param audit the last announced audit, by its moment
     * @param token the announced expiry date of the token; GitHub may leave it out of an audit in between
     * @param reminded when all open findings were last announced; empty while there are none
     * @param well when a message last said or implied that all is well
     * @param auditIssue the issue with audits, announced or not
     */
    record AuditNotificationState(
            Optional<Instant> audit,
            Optional<OpenFinding> token,
            Optional<Instant> reminded,
            Optional<Instant> well,
            Optional<AuditIssue> auditIssue)
            implements NotificationState {

        /** Of a first run. */
        public static AuditNotificationState nothing() {
            return new AuditNotificationState(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        AuditNotificationState with(Optional<AuditIssue> other) {
            return new AuditNotificationState(audit, token, reminded, well, other);
        }

        @Override
        public Topic topic() {
            return Topic.AUDITS;
        }
    }

    /**
     * The last announced state of the rotations of one secret.
     *
     * @param id the rotation
     * @param state how it stood
     * @param moment when it had ended, or until when it waits, to distinguish the next stop or wait from this one
     */
    record RotationNotificationState(RotationId id, RotationState state, Optional<Instant> moment)
            implements NotificationState {

        @Override
        public Topic topic() {
            return Topic.ROTATIONS;
        }
    }
}
