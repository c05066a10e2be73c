package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Posts what is new and then remembers it; of several tellers at once, one does. */
final class NotificationDispatcher {

    /** Longer than the board may take to post one notice. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private final Notifier board;
    private final NotificationStore store;
    private final Clock clock;

    NotificationDispatcher(Notifier board, NotificationStore store, Clock clock) {
        this.board = board;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Tells what {@code judge} finds new. It is asked first without the claim, so that looking for news costs a read,
     * and again with it, since another may have told meanwhile. Without a board nothing is told or remembered.
     *
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; it is due again the next time
     */
    <T extends NotificationState> void tell(
            SecretName secret, NotificationState.Topic topic, Supplier<Optional<PendingNotification<T>>> judge) {
        if (board.isOpen() && judge.get().isPresent()) {
            store.claim(secret, topic, clock.instant(), CLAIM)
                    .ifPresent(notificationLease -> tell(notificationLease, judge));
        }
    }

    private <T extends NotificationState> void tell(
            NotificationLease notificationLease, Supplier<Optional<PendingNotification<T>>> judge) {
        Optional<T> remembered = Optional.empty();
        try {
            var pending = judge.get();
            remembered = pending.flatMap(PendingNotification::otherwise);
            pending.flatMap(PendingNotification::notice).ifPresent(board::post);
            remembered = pending.map(PendingNotification::ifPosted);
        } catch (RuntimeException failure) {
            giveBack(notificationLease, remembered, failure);
            throw failure;
        }
        remember(notificationLease, remembered);
    }

    /** What went wrong first is what people should hear of. */
    private void giveBack(
            NotificationLease notificationLease,
            Optional<? extends NotificationState> remembered,
            RuntimeException failure) {
        try {
            remember(notificationLease, remembered);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private void remember(NotificationLease notificationLease, Optional<? extends NotificationState> remembered) {
        remembered.ifPresentOrElse(told -> store.keep(notificationLease, told), () -> store.giveUp(notificationLease));
    }
}
