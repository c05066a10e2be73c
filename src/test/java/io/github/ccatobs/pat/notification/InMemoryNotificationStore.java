package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.notification.NotificationStore.NotificationLease;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the port's contract for as long as the object lives, {@link #close} or not. */
final class InMemoryNotificationStore implements NotificationStore {

    private record Place(SecretName secret, NotificationState.Topic topic, NotificationChannel channel) {

        static Place of(NotificationLease lease) {
            return new Place(lease.secret(), lease.topic(), lease.channel());
        }
    }

    private record Held(long turn, Optional<Instant> until) {}

    private final Map<Place, NotificationState> announced;
    private final Map<Place, Held> claims;
    private final NotificationChannel channel;
    private final AtomicReference<Away> away;

    /** What does not answer. */
    enum Away {
        NOTHING,
        /** No state is kept, but leases are. */
        STATES,
        WRITES,
        ALL
    }

    InMemoryNotificationStore() {
        this(
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                NotificationChannel.SLACK,
                new AtomicReference<>(Away.NOTHING));
    }

    private InMemoryNotificationStore(
            Map<Place, NotificationState> announced,
            Map<Place, Held> claims,
            NotificationChannel channel,
            AtomicReference<Away> away) {
        this.announced = announced;
        this.claims = claims;
        this.channel = channel;
        this.away = away;
    }

    void is(Away what) {
        away.set(what);
    }

    private void require(Away least) {
        if (Objects.requireNonNull(away.get()).compareTo(least) >= 0) {
            throw new RotationStore.StoreUnavailableException("the table cannot be reached");
        }
    }

    @Override
    public NotificationStore of(NotificationChannel other) {
        return new InMemoryNotificationStore(announced, claims, other, away);
    }

    @Override
    public synchronized Optional<AuditNotificationState> ofAudits(SecretName secret) {
        require(Away.ALL);
        return Optional.ofNullable(announced.get(new Place(secret, NotificationState.Topic.AUDITS, channel)))
                .map(AuditNotificationState.class::cast);
    }

    @Override
    public synchronized Optional<RotationNotificationState> ofRotations(SecretName secret) {
        return Optional.ofNullable(announced.get(new Place(secret, NotificationState.Topic.ROTATIONS, channel)))
                .map(RotationNotificationState.class::cast);
    }

    @Override
    public synchronized Optional<NotificationLease> acquireLease(
            SecretName secret, NotificationState.Topic topic, Instant now, Duration length) {
        require(Away.WRITES);
        var place = new Place(secret, topic, channel);
        var held = claims.getOrDefault(place, new Held(0, Optional.empty()));
        if (held.until().filter(now::isBefore).isPresent()) {
            return Optional.empty();
        }
        claims.put(place, new Held(held.turn() + 1, Optional.of(now.plus(length))));
        return Optional.of(new NotificationLease(secret, topic, channel, held.turn() + 1));
    }

    @Override
    public synchronized boolean keep(NotificationLease notificationLease, NotificationState pending) {
        require(Away.STATES);
        if (notificationLease.topic() != pending.topic()) {
            throw new IllegalArgumentException(
                    "the lease is for " + notificationLease.topic() + ": nothing can be kept of " + pending.topic());
        }
        boolean isOurs = isOurs(notificationLease);
        if (isOurs) {
            announced.put(Place.of(notificationLease), pending);
            release(notificationLease);
        }
        return isOurs;
    }

    @Override
    public synchronized void release(NotificationLease notificationLease) {
        if (isOurs(notificationLease)) {
            claims.put(Place.of(notificationLease), new Held(notificationLease.turn() + 1, Optional.empty()));
        }
    }

    private boolean isOurs(NotificationLease notificationLease) {
        var held = claims.get(Place.of(notificationLease));
        return held != null && held.turn() == notificationLease.turn();
    }

    @Override
    public void close() {
        // Kept states stay, as they would in a file.
    }
}
