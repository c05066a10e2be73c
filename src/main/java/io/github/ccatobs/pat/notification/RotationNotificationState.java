package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.Optional;

/**
 * The last announced state of the rotations of one secret.
 *
 * @param id the rotation
 * @param state how it stood
 * @param moment when it had ended, or until when it waits, to distinguish the next stop or wait from this one
 */
public record RotationNotificationState(RotationId id, RotationState state, Optional<Instant> moment)
        implements NotificationState {

    @Override
    public Topic topic() {
        return Topic.ROTATIONS;
    }
}
