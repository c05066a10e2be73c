package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationDispatcher.PendingNotification;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationNotifier;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Announces how rotations begin, wait, stop and end, each once. It reads the store, so it may be called at any
 * time, repeatedly: whatever was not announced yet, because a run died or Slack did not answer, is announced
 * then; also that a run has died whose token no vault has, since nothing resumes it. While another process tells, it leaves it to that one.
 */
@ApplicationScoped
public class RotationNotifications implements RotationNotifier {

    /** Rotations of other secrets, and superseded ones, may lie in between. */
    private static final int SEARCH_LIMIT = 50;

    private final RotationStore rotations;
    private final RotationHistory history;
    private final NotificationStore store;
    private final Clock clock;
    private final NotificationSink notifier;
    private final IssueTracker issues;

    RotationNotifications(
            Notifier notifier,
            IssueTracker issues,
            NotificationStore store,
            RotationStore rotations,
            RotationHistory history,
            Clock clock) {
        this.notifier = notifier;
        this.issues = issues;
        this.rotations = rotations;
        this.history = history;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<String> catchUp(SecretName secret) {
        return dispatch(secret, before -> pending(secret, before));
    }

    /** It is told from the record of the start, so that a rotation which is over by then, or long begun, has one nevertheless. */
    @Override
    public Optional<String> started(Rotation rotation) {
        return dispatch(rotation.head().secret(), before -> RotationNotificationRules.start(before, rotation.head())
                .map(latest -> pending(before, latest, rotation)));
    }

    private Optional<String> dispatch(
            SecretName secret,
            Function<Optional<RotationNotificationState>, Optional<PendingNotification<RotationNotificationState>>>
                    judge) {
        try {
            NotificationChannel.each(
                    () -> dispatch(notifier, store.of(NotificationChannel.SLACK), secret, judge),
                    () -> dispatch(issues, store.of(NotificationChannel.ISSUE), secret, judge));
            return Optional.empty();
        } catch (FailureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void dispatch(
            NotificationSink place,
            NotificationStore known,
            SecretName secret,
            Function<Optional<RotationNotificationState>, Optional<PendingNotification<RotationNotificationState>>>
                    judge) {
        new NotificationDispatcher(place, known, clock)
                .dispatch(secret, NotificationState.Topic.ROTATIONS, () -> known.ofRotations(secret), judge);
    }

    /** The head is cheap to read; it may move on while the rest is read, and what it is then is told the next time. */
    private Optional<PendingNotification<RotationNotificationState>> pending(
            SecretName secret, Optional<RotationNotificationState> before) {
        return RotationNotificationRules.current(secret, rotations.newest(SEARCH_LIMIT))
                .map(history::now)
                .flatMap(head -> RotationNotificationRules.pending(before, head, clock.instant())
                        .flatMap(latest -> rotations
                                .find(head.id())
                                .map(rotation -> pending(before, latest, new Rotation(head, rotation.outcomes())))));
    }

    private static PendingNotification<RotationNotificationState> pending(
            Optional<RotationNotificationState> before, RotationNotificationState latest, Rotation rotation) {
        return new PendingNotification<>(
                Optional.of(RotationNotificationRules.notification(before, latest, rotation)),
                latest,
                Optional.empty());
    }
}
