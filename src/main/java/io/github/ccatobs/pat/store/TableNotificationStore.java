package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationLease;
import io.github.ccatobs.pat.notification.NotificationState;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.notification.RotationNotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Keeps announced states in items of a {@link Table}. */
final class TableNotificationStore implements NotificationStore {

    private final Table table;
    private final ItemReader reader;
    private final SerialExecutor executor = new SerialExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps everything in {@code table}, which is then closed with this store. */
    TableNotificationStore(Table table) {
        this.table = table;
        this.reader = new ItemReader(table);
    }

    @Override
    public Optional<AuditNotificationState> ofAudits(SecretName secret) {
        return told(secret, NotificationState.Topic.AUDITS, NotificationItem::audits);
    }

    @Override
    public Optional<RotationNotificationState> ofRotations(SecretName secret) {
        return told(secret, NotificationState.Topic.ROTATIONS, NotificationItem::rotations);
    }

    private <T> Optional<T> told(SecretName secret, NotificationState.Topic topic, Function<Item, Optional<T>> read) {
        return executor.call(
                () -> table.get(NotificationItem.key(secret, topic)).flatMap(item -> reader.read(item, read)));
    }

    @Override
    public Optional<NotificationLease> claim(
            SecretName secret, NotificationState.Topic topic, Instant now, Duration length) {
        var key = NotificationItem.key(secret, topic);
        return executor.call(() -> {
            var item = table.get(key).orElseGet(() -> NotificationItem.fresh(key));
            long turn = reader.read(item, NotificationItem::nextTurn);
            return reader.read(item, it -> NotificationItem.isFree(it, now))
                            && table.write(
                                    NotificationItem.isStill(item),
                                    List.of(NotificationItem.claimed(item, turn, now.plus(length))))
                    ? Optional.of(new NotificationLease(secret, topic, turn))
                    : Optional.empty();
        });
    }

    @Override
    public boolean keep(NotificationLease notificationLease, NotificationState notificationState) {
        if (notificationLease.topic() != notificationState.topic()) {
            throw new IllegalArgumentException("the claim is for " + notificationLease.topic()
                    + ": nothing can be kept of " + notificationState.topic());
        }
        return executor.call(() -> table.write(
                NotificationItem.isTurnOf(notificationLease),
                List.of(NotificationItem.item(notificationLease, notificationState))));
    }

    @Override
    public void giveUp(NotificationLease notificationLease) {
        executor.call(() -> table.get(NotificationItem.key(notificationLease.secret(), notificationLease.topic()))
                .filter(item -> table.write(
                        NotificationItem.isTurnOf(notificationLease),
                        List.of(NotificationItem.free(item, notificationLease)))));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (executor) {
                executor.call(() -> {
                    table.close();
                    return table;
                });
            }
        }
    }
}
