package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.OperatorInstructions;

/** Renders each notification as a message. Pure. */
final class MessageRenderer {

    private final AuditMessages audits;
    private final RotationMessages rotations;
    private final MessageButtons buttons;

    MessageRenderer(RepositoryLinks pages, OperatorInstructions instructions, MessageButtons buttons) {
        this.buttons = buttons;
        this.audits = new AuditMessages(pages, instructions);
        this.rotations = new RotationMessages(pages, instructions);
    }

    /** The message of {@code notification}, with its buttons. */
    SlackMessage of(Notification notification) {
        var message = text(notification);
        buttons.of(notification).forEach(message::button);
        return message;
    }

    private SlackMessage text(Notification notification) {
        return switch (notification) {
            case Notification.FindingsChanged changed -> audits.changed(changed);
            case Notification.Reminder reminder -> audits.reminder(reminder);
            case Notification.TokenExpiring expiring -> audits.expiring(expiring);
            case Notification.TokenExpired expired -> audits.expired(expired);
            case Notification.AuditFailed failed -> audits.failed(failed);
            case Notification.AuditIncomplete incomplete -> audits.incomplete(incomplete);
            case Notification.AuditsWork work -> audits.work(work);
            case Notification.AllIsWell well -> audits.well(well);
            case Notification.TokenEndUnknown unknown -> audits.unknownEnd(unknown);
            case Notification.RotationStarted started -> rotations.started(started);
            case Notification.RotationWaiting waiting -> rotations.waiting(waiting);
            case Notification.RotationStopped stopped -> rotations.stopped(stopped);
            case Notification.RotationRefused refused -> rotations.refused(refused);
            case Notification.RotationComplete complete -> rotations.complete(complete);
        };
    }
}
