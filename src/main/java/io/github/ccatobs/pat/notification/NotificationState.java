package io.github.ccatobs.pat.notification;

/** What people were told last, so that they are not told again. */
public sealed interface NotificationState permits AuditNotificationState, RotationNotificationState {

    /** What it is about. */
    Topic topic();

    /** What people are told of, each with a memory of its own. */
    enum Topic {
        AUDITS,
        ROTATIONS
    }
}
