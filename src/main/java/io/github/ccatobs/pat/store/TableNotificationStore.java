package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationChannel;
import io.github.ccatobs.pat.notification.NotificationState;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.notification.NotificationStore.NotificationLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keeps announced states in items of a {@link Table}. */
final class TableNotificationStore implements NotificationStore {

    private final StoreExecutor executor;
    private final Table table;
    private final NotificationChannel channel;

    /** Keeps everything in the table of {@code executor}, which is closed with this store. */
    TableNotificationStore(StoreExecutor executor) {
        this(executor, NotificationChannel.SLACK);
    }

    private TableNotificationStore(StoreExecutor executor, NotificationChannel channel) {
        this.executor = executor;
        this.table = executor.table();
        this.channel = channel;
    }

    @Override
    public NotificationStore of(NotificationChannel other) {
        return new TableNotificationStore(executor, other);
    }

    @Override
    public Optional<AuditNotificationState> ofAudits(SecretName secret) {
        return announced(secret, NotificationState.Topic.AUDITS, NotificationItem::audits);
    }

    @Override
    public Optional<RotationNotificationState> ofRotations(SecretName secret) {
        return announced(secret, NotificationState.Topic.ROTATIONS, NotificationItem::rotations);
    }

    private <T> Optional<T> announced(
            SecretName secret, NotificationState.Topic topic, Function<Item, Optional<T>> read) {
        return executor.call(() ->
                table.get(NotificationItem.key(secret, topic, channel)).flatMap(item -> executor.read(item, read)));
    }

    @Override
    public Optional<NotificationLease> acquireLease(
            SecretName secret, NotificationState.Topic topic, Instant now, Duration length) {
        var key = NotificationItem.key(secret, topic, channel);
        return executor.call(() -> {
            var item = table.get(key).orElseGet(() -> NotificationItem.fresh(key));
            long turn = executor.read(item, NotificationItem::nextNumber);
            return executor.read(item, it -> NotificationItem.isFree(it, now))
                            && table.write(
                                    NotificationItem.isStill(item),
                                    List.of(NotificationItem.claimed(item, turn, now.plus(length))))
                    ? Optional.of(new NotificationLease(secret, topic, channel, turn))
                    : Optional.empty();
        });
    }

    @Override
    public boolean keep(NotificationLease notificationLease, NotificationState notificationState) {
        if (notificationLease.topic() != notificationState.topic()) {
            throw new IllegalArgumentException("the lease is for " + notificationLease.topic()
                    + ": nothing can be kept of " + notificationState.topic());
        }
        return executor.call(() -> table.write(
                NotificationItem.isHeldBy(notificationLease),
                List.of(NotificationItem.item(notificationLease, notificationState))));
    }

    @Override
    public void release(NotificationLease notificationLease) {
        executor.call(() -> table.get(NotificationItem.key(notificationLease))
                .filter(item -> table.write(
                        NotificationItem.isHeldBy(notificationLease),
                        List.of(NotificationItem.free(item, notificationLease)))));
    }

    /** The executor, which the application shares between its stores. */
    StoreExecutor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }
}
