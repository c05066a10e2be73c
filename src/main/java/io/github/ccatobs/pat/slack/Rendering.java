package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.notice.OperatorInstructions;

/** Every notice as a message. Pure. */
final class Rendering {

    private final AuditMessages audits;
    private final RotationMessages rotations;
    private final MessageButtons buttons;

    Rendering(WebPages pages, OperatorInstructions instructions, MessageButtons buttons) {
        this.buttons = buttons;
        this.audits = new AuditMessages(pages, instructions);
        this.rotations = new RotationMessages(pages, instructions);
    }

    /** The message of {@code notice}, with its buttons. */
    Message of(Notice notice) {
        var message = text(notice);
        buttons.of(notice).forEach(message::button);
        return message;
    }

    private Message text(Notice notice) {
        return switch (notice) {
            case Notice.FindingsChanged changed -> audits.changed(changed);
            case Notice.Reminder reminder -> audits.reminder(reminder);
            case Notice.Expiring expiring -> audits.expiring(expiring);
            case Notice.Expired expired -> audits.expired(expired);
            case Notice.AuditFailed failed -> audits.failed(failed);
            case Notice.AuditIncomplete incomplete -> audits.incomplete(incomplete);
            case Notice.AuditsWork work -> audits.work(work);
            case Notice.AllIsWell well -> audits.well(well);
            case Notice.TokenEndUnknown unknown -> audits.unknownEnd(unknown);
            case Notice.RotationStarted started -> rotations.started(started);
            case Notice.RotationWaiting waiting -> rotations.waiting(waiting);
            case Notice.RotationStopped stopped -> rotations.stopped(stopped);
            case Notice.RotationRefused refused -> rotations.refused(refused);
            case Notice.RotationComplete complete -> rotations.complete(complete);
        };
    }
}
