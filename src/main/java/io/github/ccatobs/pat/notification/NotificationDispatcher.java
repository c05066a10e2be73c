package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationStore.NotificationLease;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Posts what is new and then remembers it; of several that would at once, one does. */
final class NotificationDispatcher {

    /** Longer than a sink may take to post one notification. */
    static final Duration LEASE_DURATION = Duration.ofMinutes(5);

    /**
     * A notification to post, and the state to remember after it.
     *
     * @param notification the message, if one is due
     * @param ifPosted what to remember once it is posted, or at once when there is none
     * @param otherwise what to remember when it could not be posted; empty when that is what is remembered already
     */
    record PendingNotification<T extends NotificationState>(
            Optional<Notification> notification, T ifPosted, Optional<T> otherwise) {}

    private final NotificationSink notifier;
    private final NotificationStore store;
    private final Clock clock;

    NotificationDispatcher(NotificationSink notifier, NotificationStore store, Clock clock) {
        this.notifier = notifier;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Posts what {@code judge} finds new against {@code announced}. It judges before it takes the lease, so an unchanged state
     * costs one read, and again only when another process has announced meanwhile. Where the sink is not configured, it posts and
     * remembers nothing.
     *
     * @throws Notifier.NotificationFailedException when the notification may not have been posted; it is due again the next time
     */
    <T extends NotificationState> void dispatch(
            SecretName secret,
            NotificationState.Topic topic,
            Supplier<Optional<T>> announced,
            Function<Optional<T>, Optional<PendingNotification<T>>> judge) {
        boolean isOver = !notifier.isOpen();
        while (!isOver) {
            var before = announced.get();
            isOver = judge.apply(before)
                    .flatMap(pending -> store.acquireLease(secret, topic, clock.instant(), LEASE_DURATION)
                            .map(lease ->
                                    post(lease, pending, () -> announced.get().equals(before))))
                    .orElse(true);
        }
    }

    /** Gives whether what was judged was still new. */
    private <T extends NotificationState> boolean post(
            NotificationLease notificationLease, PendingNotification<T> pending, BooleanSupplier isStillNew) {
        Optional<T> remembered = Optional.empty();
        boolean isNew;
        try {
            isNew = isStillNew.getAsBoolean();
            if (isNew) {
                remembered = pending.otherwise();
                pending.notification().ifPresent(notifier::post);
                remembered = Optional.of(pending.ifPosted());
            }
        } catch (RuntimeException failure) {
            releaseOrLog(notificationLease, remembered, failure);
            throw failure;
        }
        remember(notificationLease, remembered);
        return isNew;
    }

    /** The first failure is the one to report. */
    private void releaseOrLog(
            NotificationLease notificationLease,
            Optional<? extends NotificationState> remembered,
            RuntimeException failure) {
        try {
            remember(notificationLease, remembered);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void remember(NotificationLease notificationLease, Optional<? extends NotificationState> remembered) {
        remembered.ifPresentOrElse(
                announced -> store.keep(notificationLease, announced), () -> store.release(notificationLease));
    }
}
