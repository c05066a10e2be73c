package io.github.ccatobs.pat.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * Audits cannot tell what they should.
 *
 * @param reason why, in words; empty when the audits say it repository by repository
 * @param since when the first such audit was made or tried
 * @param announced when people were last told of it; empty when they were not yet
 */
public record AuditIssue(AuditIssueKind kind, String reason, Instant since, Optional<Instant> announced) {

    /** The kinds of issues with audits. */
    public enum AuditIssueKind {
        /** No audit was possible: GitHub is down, for example, or the credential is rejected. */
        FAILED,
        /** They could not read every repository. */
        INCOMPLETE
    }

    static AuditIssue begun(AuditIssueKind kind, String reason, Instant since) {
        return new AuditIssue(kind, reason, since, Optional.empty());
    }

    boolean is(AuditIssueKind other) {
        return kind == other;
    }

    AuditIssue because(String today) {
        return new AuditIssue(kind, today, since, announced);
    }

    AuditIssue announcedAt(Instant moment) {
        return new AuditIssue(kind, reason, since, Optional.of(moment));
    }

    /** Status codes, times and request numbers do not make another reason. */
    boolean isBecauseOf(String other) {
        return words(reason).equals(words(other));
    }

    private static String words(String reason) {
        return reason.replaceAll("[0-9]+", "");
    }
}
