package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the announced state, and leases the right to announce. Once {@link #keep} returns, the state survives the death of
 * the process.
 */
public interface NotificationStore extends AutoCloseable {

    /** The same store for what is announced at {@code channel}; by itself it is that of Slack. */
    NotificationStore of(NotificationChannel channel);

    /** The last kept state of the audits of {@code secret}. */
    Optional<AuditNotificationState> ofAudits(SecretName secret);

    /** The last kept state of the rotations of {@code secret}. */
    Optional<RotationNotificationState> ofRotations(SecretName secret);

    /**
     * Leases the right to announce for {@code length} at most; empty when a process holds it at {@code now}. A process that dies
     * with it keeps others waiting for no longer than that.
     */
    Optional<NotificationLease> acquireLease(
            SecretName secret, NotificationState.Topic topic, Instant now, Duration length);

    /**
     * Keeps {@code notificationState} in place of what was kept before and releases the lease.
     *
     * @return whether the lease was still held; if not, nothing changes
     * @throws IllegalArgumentException when the lease is for another topic
     */
    boolean keep(NotificationLease notificationLease, NotificationState notificationState);

    /** Releases the lease and changes nothing else; does nothing when it is no longer held. */
    void release(NotificationLease notificationLease);

    @Override
    void close();

    /**
     * The right to be the one who tells.
     *
     * @param channel where
     * @param turn higher than that of any lease before
     */
    record NotificationLease(
            SecretName secret, NotificationState.Topic topic, NotificationChannel channel, long turn) {}
}
