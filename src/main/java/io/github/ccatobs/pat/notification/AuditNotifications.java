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
import io.github.ccatobs.pat.rotation.RotationNotifier;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Announces what audits find, once: findings that are new or resolved since the last announced audit; once a week
 * open findings, incomplete audits, or that all is well; and at each threshold the expiry of the token.
 */
@ApplicationScoped
public class AuditNotifications implements AuditNotifier {

    private static final Logger LOG = Logger.getLogger(AuditNotifications.class);

    private final NotificationStore store;
    private final AuditHistory history;
    private final Clock clock;
    private final NotificationSink notifier;
    private final IssueTracker issues;
    private final RotationNotifier rotations;
    /** What this process announced of failed audits while the store could not say or keep what is announced. */
    private final Map<NotificationPlace, AuditIssue> unrecorded = new ConcurrentHashMap<>();

    private record NotificationPlace(NotificationChannel channel, SecretName secret) {}

    AuditNotifications(
            Notifier notifier,
            IssueTracker issues,
            NotificationStore store,
            AuditHistory history,
            RotationNotifier rotations,
            Clock clock) {
        this.notifier = notifier;
        this.issues = issues;
        this.store = store;
        this.history = history;
        this.rotations = rotations;
        this.clock = clock;
    }

    /**
     * Announces what is new in an audit that the history keeps already. While another process announces, it leaves
     * the rest to the next audit. Then it announces what was not announced of rotations, e.g. that a run was killed.
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
        unrecorded.keySet().removeIf(place -> place.secret().equals(secret));
        rotations.catchUp(secret).ifPresent(LOG::warn);
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
     * Announces that an audit failed, also where the store cannot be read or written: nothing else would tell people of it. What
     * is announced is then known to this process alone, so each further process, e.g. of cron, announces it again.
     *
     * @param reason why, in words that say what to do about it and hold no secret
     * @throws Notifier.NotificationFailedException when the notification may not have been posted; the next failure makes up for it
     * @throws RotationStore.StoreUnavailableException when the notification state cannot be read or kept
     */
    void failed(SecretName secret, String reason) {
        String safe = TokenRedactor.of(reason);
        var now = clock.instant();
        Runnable show = () -> issues.showFailure(secret, safe, now);
        NotificationRule rule = announced -> AuditNotificationRules.ofFailure(announced, secret, safe, now);
        NotificationChannel.each(
                () -> tellFailure(notifier, new NotificationPlace(NotificationChannel.SLACK, secret), () -> {}, rule),
                () -> tellFailure(issues, new NotificationPlace(NotificationChannel.ISSUE, secret), show, rule));
    }

    /** Decides what to post, if anything, from what was announced. */
    @FunctionalInterface
    private interface NotificationRule {
        Optional<PendingNotification<AuditNotificationState>> apply(AuditNotificationState announced);
    }

    private void tellFailure(NotificationSink sink, NotificationPlace place, Runnable show, NotificationRule rule) {
        if (!sink.isOpen()) {
            return;
        }
        var posted = new PostedOnce(sink);
        var known = announced(place, AuditNotificationState.nothing());
        try {
            known = announced(place, kept(place).orElseGet(AuditNotificationState::nothing));
            if (place.channel() == NotificationChannel.ISSUE) {
                show(place.secret(), show);
            }
            dispatch(posted, place, rule);
        } catch (RotationStore.StoreUnavailableException away) {
            show.run();
            rule.apply(known).ifPresent(pending -> postUnrecorded(posted, place, pending));
            throw away;
        }
    }

    private void postUnrecorded(
            NotificationSink sink, NotificationPlace place, PendingNotification<AuditNotificationState> pending) {
        pending.notification().ifPresent(sink::post);
        pending.ifPosted().auditIssue().ifPresent(issue -> unrecorded.put(place, issue));
    }

    /** What people know: what is kept, and what this process announced when it could not be kept. */
    private AuditNotificationState announced(NotificationPlace place, AuditNotificationState kept) {
        return Optional.ofNullable(unrecorded.get(place))
                .filter(issue -> kept.auditIssue()
                        .filter(other -> other.is(AuditIssue.AuditIssueKind.FAILED))
                        .flatMap(AuditIssue::announced)
                        .isEmpty())
                .map(issue -> kept.with(Optional.of(issue)))
                .orElse(kept);
    }

    /** The store may fail after the post. */
    private static final class PostedOnce implements NotificationSink {

        private final NotificationSink sink;
        private boolean isPosted;

        PostedOnce(NotificationSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean isOpen() {
            return sink.isOpen();
        }

        @Override
        public void post(Notification notification) {
            if (!isPosted) {
                sink.post(notification);
                isPosted = true;
            }
        }
    }

    /** One place that cannot be reached keeps nothing from the other. */
    private void tellAll(SecretName secret, Runnable show, NotificationRule rule) {
        NotificationChannel.each(
                () -> dispatch(notifier, new NotificationPlace(NotificationChannel.SLACK, secret), rule), () -> {
                    if (issues.isOpen()) {
                        show(secret, show);
                        dispatch(issues, new NotificationPlace(NotificationChannel.ISSUE, secret), rule);
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

    private void dispatch(NotificationSink sink, NotificationPlace place, NotificationRule rule) {
        if (!sink.isOpen()) {
            return;
        }
        var known = store.of(place.channel());
        new NotificationDispatcher(sink, known, clock)
                .dispatch(
                        place.secret(),
                        NotificationState.Topic.AUDITS,
                        () -> kept(place),
                        kept -> rule.apply(announced(place, kept.orElseGet(AuditNotificationState::nothing))));
    }

    private Optional<AuditNotificationState> kept(NotificationPlace place) {
        return store.of(place.channel()).ofAudits(place.secret());
    }
}
