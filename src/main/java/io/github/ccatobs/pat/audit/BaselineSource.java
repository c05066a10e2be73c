package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;

/** The source of the baseline that drift is judged against: past rotations. */
public interface BaselineSource {

    /** The baseline of {@code secret}. */
    RotationBaseline of(SecretName secret);

    /** The tokens that rotations handed out as {@code secret}; a store that cannot be read is said to be so. */
    HandedOut handedOut(SecretName secret);

    /** How far GitHub's times may lie from those that are remembered, and lag behind. */
    Duration settle();
}
