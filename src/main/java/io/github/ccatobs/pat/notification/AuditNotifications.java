package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditNotifier;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.notification.NotificationDispatcher.PendingNotification;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Announces what audits find, once: findings that are new or resolved since the last announced audit; once a week
 * open findings, incomplete audits, or that all is well; and at each threshold the expiry of the token.
 */
@ApplicationScoped
public class AuditNotifications implements AuditNotifier {

    private final NotificationStore store;
    private final AuditHistory history;
    private final Clock clock;
    private final NotificationSink notifier;
    private final IssueTracker issues;

    AuditNotifications(
            Notifier notifier, IssueTracker issues, NotificationStore store, AuditHistory history, Clock clock) {
        this.notifier = notifier;
        this.issues = issues;
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Announces what is new in an audit that the history keeps already. While another process announces, it leaves
     * the rest to the next audit.
     *
     * @throws Notifier.NotificationFailedException when the notification may not have been posted; the next audit makes up for it
     * @throws RotationStore.StoreUnavailableException when the notification state cannot be read or kept
     */
    @Override
    public void audited(AuditResult audit) {
        var secret = audit.secret();
        tellAll(secret, () -> showUnlessOutdated(audit), announced -> {
            var known = announced.audit().flatMap(at -> history.find(secret, at));
            return AuditNotificationRules.ofAudit(
                    announced, known.map(AuditRecord::findings).orElse(List.of()), audit);
        });
    }

    /** One that began earlier and ends later does not take the place of what is known by now. */
    private void showUnlessOutdated(AuditResult audit) {
        boolean isOutdated = history.last(audit.secret())
                .filter(last -> last.auditedAt().isAfter(audit.at()))
                .isPresent();
        if (!isOutdated) {
            issues.show(audit);
        }
    }

    @Override
    public void failed(SecretName secret, RuntimeException failure) {
        try {
            failed(secret, reason(failure));
        } catch (FailureException e) {
            failure.addSuppressed(e);
        }
    }

    /** An unforeseen failure is named by its class alone, since its message may hold anything. */
    private static String reason(RuntimeException failure) {
        return FailureKind.of(failure)
                .map(kind -> FailureException.why(failure))
                .orElseGet(() -> "a defect in ccat-pat, please report it: "
                        + failure.getClass().getSimpleName());
    }

    /**
     * Announces that an audit failed.
     *
     * @param reason why, in words that say what to do about it and hold no secret
     * @throws Notifier.NotificationFailedException when the notification may not have been posted; the next failure makes up for it
     * @throws RotationStore.StoreUnavailableException when the notification state cannot be read or kept
     */
    void failed(SecretName secret, String reason) {
        String safe = TokenRedactor.of(reason);
        var now = clock.instant();
        tellAll(
                secret,
                () -> issues.showFailure(secret, safe, now),
                announced -> AuditNotificationRules.ofFailure(announced, secret, safe, now));
    }

    /** One place that cannot be reached keeps nothing from the other. */
    private void tellAll(
            SecretName secret,
            Runnable show,
            Function<AuditNotificationState, Optional<PendingNotification<AuditNotificationState>>> judge) {
        NotificationChannel.each(() -> dispatch(notifier, store.of(NotificationChannel.SLACK), secret, judge), () -> {
            if (issues.isOpen()) {
                show(secret, show);
                dispatch(issues, store.of(NotificationChannel.ISSUE), secret, judge);
            }
        });
    }

    /** One at a time, so that two do not open an issue each; another that is at it shows as much. */
    private void show(SecretName secret, Runnable show) {
        var known = store.of(NotificationChannel.ISSUE);
        known.acquireLease(
                        secret, NotificationState.Topic.AUDITS, clock.instant(), NotificationDispatcher.LEASE_DURATION)
                .ifPresent(lease -> NotificationChannel.each(show, () -> known.release(lease)));
    }

    private void dispatch(
            NotificationSink place,
            NotificationStore known,
            SecretName secret,
            Function<AuditNotificationState, Optional<PendingNotification<AuditNotificationState>>> judge) {
        new NotificationDispatcher(place, known, clock)
                .dispatch(
                        secret,
                        NotificationState.Topic.AUDITS,
                        () -> known.ofAudits(secret),
                        announced -> judge.apply(announced.orElseGet(AuditNotificationState::nothing)));
    }
}
