package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationDispatcher.PendingNotification;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides what to announce of an audit, given the last announced one: at most one message. Pure. */
final class AuditNotificationRules {

    /** Audits of the same hour are not exactly a week apart, and a clock may change in between. */
    private static final Duration WEEK = Duration.ofDays(7).minusHours(6);
    /** The time until another reason for failing audits is announced. */
    private static final Duration ANOTHER_REASON = Duration.ofHours(12);

    private AuditNotificationRules() {}

    /**
     * The notification about {@code audit}; empty when this audit or a later one was announced.
     *
     * @param known the findings that were open after the last announced audit
     */
    static Optional<PendingNotification<AuditNotificationState>> ofAudit(
            AuditNotificationState announced, List<OpenFinding> known, AuditResult audit) {
        var at = audit.at();
        return announced.audit().filter(last -> !last.isBefore(at)).isPresent()
                ? Optional.empty()
                : Optional.of(new Judgement(announced, known, audit).pending());
    }

    /** The notification about an audit that failed. */
    static Optional<PendingNotification<AuditNotificationState>> ofFailure(
            AuditNotificationState announced, SecretName secret, String reason, Instant now) {
        var known = announced.auditIssue().filter(auditIssue -> auditIssue.is(AuditIssue.AuditIssueKind.FAILED));
        var today = known.map(auditIssue -> auditIssue.because(reason))
                .orElseGet(() -> AuditIssue.begun(AuditIssue.AuditIssueKind.FAILED, reason, now));
        boolean isDue = isDue(today, now)
                || (known.filter(auditIssue -> !auditIssue.isBecauseOf(reason)).isPresent()
                        && isPast(today.announced(), ANOTHER_REASON, now));
        return isDue
                ? Optional.of(new PendingNotification<>(
                        Optional.of(new Notification.AuditFailed(secret, now, today)),
                        announced.with(Optional.of(today.announcedAt(now))),
                        Optional.of(
                                announced.with(known(announced).or(() -> known).or(() -> Optional.of(today))))))
                : Optional.empty();
    }

    /** The issue that people have heard of. They must hear of its end, whatever happens meanwhile. */
    private static Optional<AuditIssue> known(AuditNotificationState announced) {
        return announced
                .auditIssue()
                .filter(auditIssue -> auditIssue.announced().isPresent());
    }

    private static boolean isDue(AuditIssue auditIssue, Instant now) {
        return isPast(auditIssue.announced(), WEEK, now);
    }

    /** Whether it is {@code length} since {@code moment}, or never was. */
    private static boolean isPast(Optional<Instant> moment, Duration length, Instant now) {
        return moment.filter(last -> last.plus(length).isAfter(now)).isEmpty();
    }

    /** A finding that needs action. Until the token or the credential expires, each threshold is a reminder of its own. */
    private static boolean isToBeRemindedOf(OpenFinding finding) {
        return !finding.kind().isInformation()
                && finding.kind() != FindingKind.EXPIRING
                && finding.kind() != FindingKind.CREDENTIAL_EXPIRING;
    }

    private static boolean isOfTheToken(OpenFinding finding) {
        return finding.kind().isTokenEnd();
    }

    /** One audit against what people know. */
    private static final class Judgement {

        private final AuditNotificationState announced;
        private final AuditRecord now;
        private final AuditResult audit;
        private final Optional<OpenFinding> token;
        private final List<OpenFinding> opened;
        private final List<OpenFinding> recovered;
        private final List<OpenFinding> toRemindOf;
        private final Optional<AuditIssue> auditIssue;

        Judgement(AuditNotificationState announced, List<OpenFinding> known, AuditResult audit) {
            this.announced = announced;
            this.audit = audit;
            this.now = audit.record();
            this.token = now.findings().stream()
                    .filter(AuditNotificationRules::isOfTheToken)
                    .findFirst();
            var change = FindingDiff.between(
                    others(known).stream()
                            .filter(finding ->
                                    !finding.isAccepted(audit.accepted().keySet()))
                            .toList(),
                    others(now.findings()));
            this.opened = sorted(newOfTheToken(), change.opened());
            this.recovered = sorted(overOfTheToken(), change.recovered());
            this.toRemindOf = now.findings().stream()
                    .filter(AuditNotificationRules::isToBeRemindedOf)
                    .toList();
            this.auditIssue = now.complete() ? Optional.empty() : Optional.of(incomplete());
        }

        PendingNotification<AuditNotificationState> pending() {
            var notification = notification();
            return new PendingNotification<>(
                    notification,
                    after(notification),
                    Optional.of(announced.with(known(announced).or(() -> auditIssue))));
        }

        private static List<OpenFinding> others(List<OpenFinding> findings) {
            return findings.stream()
                    .filter(Predicate.not(AuditNotificationRules::isOfTheToken))
                    .toList();
        }

        private static List<OpenFinding> sorted(Optional<OpenFinding> one, List<OpenFinding> more) {
            return Stream.concat(one.stream(), more.stream())
                    .sorted(Comparator.comparing(OpenFinding::kind))
                    .toList();
        }

        /** Each threshold has its own words, and so has the end of another token. */
        private Optional<OpenFinding> newOfTheToken() {
            return token.filter(today -> announced
                    .token()
                    .filter(known ->
                            known.kind() == today.kind() && known.detail().equals(today.detail()))
                    .isEmpty());
        }

        /** A token that comes nearer to its end has not got over an earlier warning. */
        private Optional<OpenFinding> overOfTheToken() {
            return announced.token().filter(known -> token.map(
                            today -> known.kind() == FindingKind.EXPIRED && today.kind() == FindingKind.EXPIRING)
                    .orElse(!now.token().isUnknown()));
        }

        /** The announced expiry date, while GitHub does not say otherwise. */
        private Optional<OpenFinding> tokenAfter() {
            return token.or(
                    () -> announced.token().filter(known -> overOfTheToken().isEmpty()));
        }

        private AuditIssue incomplete() {
            return announced
                    .auditIssue()
                    .filter(known -> known.is(AuditIssue.AuditIssueKind.INCOMPLETE))
                    .orElseGet(() -> AuditIssue.begun(AuditIssue.AuditIssueKind.INCOMPLETE, "", now.auditedAt()));
        }

        private Optional<Notification> notification() {
            if (!opened.isEmpty() || !recovered.isEmpty()) {
                return Optional.of(changed());
            }
            if (over().isPresent()) {
                return Optional.of(new Notification.AuditsWork(audit, over()));
            }
            boolean isNewIssue =
                    auditIssue.filter(it -> it.announced().isEmpty()).isPresent();
            if (!isNewIssue && !toRemindOf.isEmpty() && isPast(announced.reminded(), WEEK, now.auditedAt())) {
                return Optional.of(new Notification.Reminder(audit, toRemindOf));
            }
            return auditIssue.isPresent()
                    ? auditIssue
                            .filter(it -> isDue(it, now.auditedAt()))
                            .map(it -> new Notification.AuditIncomplete(audit, it.since()))
                    : allIsWell();
        }

        private Notification changed() {
            var changed = new Notification.FindingsChanged(audit, over(), opened, recovered);
            if (recovered.isEmpty() && opened.size() == 1 && changed.token().isPresent()) {
                return opened.getFirst().kind() == FindingKind.EXPIRED
                        ? new Notification.TokenExpired(audit, over())
                        : new Notification.TokenExpiring(audit, over());
            }
            return changed;
        }

        private Optional<Notification> allIsWell() {
            return isQuiet() && isPast(announced.well(), WEEK, now.auditedAt())
                    ? Optional.of(quiet())
                    : Optional.empty();
        }

        /** That nothing is open does not say that all is well, as long as the token may have ended. */
        private Notification quiet() {
            return now.token().isUnknown()
                    ? new Notification.TokenEndUnknown(audit)
                    : new Notification.AllIsWell(audit);
        }

        /** Only a complete audit knows. */
        private boolean isQuiet() {
            return now.complete()
                    && tokenAfter().isEmpty()
                    && now.findings().stream()
                            .allMatch(finding -> finding.kind().isInformation());
        }

        /** The issue that people know of and that this audit is without. */
        private Optional<AuditIssue> over() {
            return auditIssue.isEmpty() ? known(announced) : Optional.empty();
        }

        private AuditNotificationState after(Optional<Notification> notification) {
            var at = now.auditedAt();
            return new AuditNotificationState(
                    Optional.of(at),
                    tokenAfter(),
                    toRemindOf.isEmpty() ? Optional.empty() : Optional.of(reminded(notification)),
                    notification.filter(this::tellsAll).isPresent() ? Optional.of(at) : announced.well(),
                    auditIssue.map(it -> notification.isPresent() ? it.announcedAt(at) : it));
        }

        /** Other messages do not say that the end of the token is unknown. */
        private boolean tellsAll(Notification notification) {
            return isQuiet()
                    && (notification instanceof Notification.TokenEndUnknown
                            || !now.token().isUnknown());
        }

        /** The week begins with the first message of what stays, and again with each reminder. */
        private Instant reminded(Optional<Notification> notification) {
            return announced
                    .reminded()
                    .filter(before -> !(notification.orElse(null) instanceof Notification.Reminder))
                    .orElse(now.auditedAt());
        }
    }
}
