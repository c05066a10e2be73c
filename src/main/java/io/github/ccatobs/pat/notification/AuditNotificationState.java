package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.OpenFinding;
import java.time.Instant;
import java.util.Optional;

/**
 * What people were told last of the audits of one secret.
 *
 * @param audit the audit whose findings they know, by its moment
 * @param token the end of the token that they know of; GitHub may leave it out of an audit in between
 * @param reminded when they were last told all that stays; empty while nothing does
 * @param well when they were last told that all is well, or could take it from a message
 * @param trouble what is wrong with the audits, whether they know it or not
 */
public record AuditNotificationState(
        Optional<Instant> audit,
        Optional<OpenFinding> token,
        Optional<Instant> reminded,
        Optional<Instant> well,
        Optional<AuditIssue> trouble)
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
