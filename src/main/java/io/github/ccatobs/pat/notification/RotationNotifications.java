package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Tells how rotations begin, wait, stop and end, each once. It looks at what the store says, so it may be asked at any
 * time and as often as one likes: whatever was not told yet, because a run died or the board did not answer, is told
 * then.
 */
@ApplicationScoped
public class RotationNotifications {

    /** Rotations of other secrets, and superseded ones, may lie in between. */
    private static final int MOST_LOOKED_AT = 50;

    private final RotationStore rotations;
    private final NotificationStore store;
    private final Clock clock;
    private final NotificationDispatcher dispatcher;

    RotationNotifications(Notifier board, NotificationStore store, RotationStore rotations, Clock clock) {
        this.rotations = rotations;
        this.store = store;
        this.clock = clock;
        this.dispatcher = new NotificationDispatcher(board, store, clock);
    }

    /**
     * Tells what of the rotations of {@code secret} is new since the last time. While somebody else tells, it leaves it
     * to them.
     *
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; it is due again the next time
     * @throws RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    public void catchUp(SecretName secret) {
        dispatcher.tell(secret, NotificationState.Topic.ROTATIONS, () -> news(secret));
    }

    /**
     * Tells that {@code rotation} has started, or goes on after a stop, unless people know. It is told from the record of
     * the start, so that a rotation which is over by then, or long begun, has a start nevertheless. While somebody else
     * tells, it leaves it to them.
     *
     * @param rotation as it was recorded when this run of it began
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board
     * @throws RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    public void started(Rotation rotation) {
        var secret = rotation.head().secret();
        dispatcher.tell(secret, NotificationState.Topic.ROTATIONS, () -> {
            var before = store.ofRotations(secret);
            return RotationNotificationRules.start(before, rotation.head())
                    .map(standing -> news(before, standing, rotation));
        });
    }

    /** Judges the head first, since it alone is cheap to read; by the time the rest is read it may have moved on. */
    private Optional<PendingNotification<RotationNotificationState>> news(SecretName secret) {
        var before = store.ofRotations(secret);
        return RotationNotificationRules.current(secret, rotations.newest(MOST_LOOKED_AT))
                .filter(head -> RotationNotificationRules.news(before, head, clock.instant())
                        .isPresent())
                .flatMap(head -> rotations.find(head.id()))
                .flatMap(rotation -> RotationNotificationRules.news(before, rotation.head(), clock.instant())
                        .map(standing -> news(before, standing, rotation)));
    }

    private static PendingNotification<RotationNotificationState> news(
            Optional<RotationNotificationState> before, RotationNotificationState standing, Rotation rotation) {
        return new PendingNotification<>(
                Optional.of(RotationNotificationRules.notice(before, standing, rotation)), standing, Optional.empty());
    }
}
