package io.github.ccatobs.pat.notification;

/** The last announced state, so that nothing is announced twice. */
public sealed interface NotificationState permits AuditNotificationState, RotationNotificationState {

    /** Its topic. */
    Topic topic();

    /** The topics of notifications, each with a state of its own. */
    enum Topic {
        AUDITS,
        ROTATIONS
    }
}
