package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;

/** What our own rotations remember, which drift is judged against. */
public interface BaselineSource {

    /** What is remembered of {@code secret}. */
    RotationBaseline of(SecretName secret);

    /** The tokens that rotations handed out as {@code secret}; a store that cannot be read is said to be so. */
    HandedOut handedOut(SecretName secret);

    /** How far GitHub's times may lie from those that are remembered, and lag behind. */
    Duration settle();
}
