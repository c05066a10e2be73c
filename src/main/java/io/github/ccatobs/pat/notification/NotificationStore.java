package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where what people were told is kept, and who may tell next. What {@link #keep} has returned from survives the death of
 * the process.
 */
public interface NotificationStore extends AutoCloseable {

    /** What was kept last of the audits of {@code secret}. */
    Optional<AuditNotificationState> ofAudits(SecretName secret);

    /** What was kept last of the rotations of {@code secret}. */
    Optional<RotationNotificationState> ofRotations(SecretName secret);

    /**
     * Takes the right to tell, for {@code length} at most; empty when somebody holds it at {@code now}. Whoever dies
     * with it keeps others waiting for no longer than that.
     */
    Optional<NotificationLease> claim(SecretName secret, NotificationState.Topic topic, Instant now, Duration length);

    /**
     * Keeps {@code notificationState} in place of what was kept before and gives the claim back.
     *
     * @return whether it was still ours; if not, nothing changes
     * @throws IllegalArgumentException when the claim is for another topic
     */
    boolean keep(NotificationLease notificationLease, NotificationState notificationState);

    /** Gives the claim back and changes nothing else; nothing at all when it is no longer ours. */
    void giveUp(NotificationLease notificationLease);

    @Override
    void close();
}
