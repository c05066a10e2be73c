package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import java.util.Optional;

/** Tells people how rotations stand, each change once. That they cannot be told stops no rotation: it is due the next time. */
public interface RotationNotifier {

    /**
     * Announces that {@code rotation} has started, or resumed after a stop, unless it was announced.
     *
     * @param rotation as it was recorded when this run of it began
     * @return what went wrong and what to do, when people may not have been told
     */
    Optional<String> started(Rotation rotation);

    /**
     * Tells what of the rotations of {@code secret} is new since the last time.
     *
     * @return what went wrong and what to do, when people may not have been told
     */
    Optional<String> catchUp(SecretName secret);

    /** Tells nothing. */
    static RotationNotifier silent() {
        return new RotationNotifier() {
            @Override
            public Optional<String> started(Rotation rotation) {
                return Optional.empty();
            }

            @Override
            public Optional<String> catchUp(SecretName secret) {
                return Optional.empty();
            }
        };
    }
}
