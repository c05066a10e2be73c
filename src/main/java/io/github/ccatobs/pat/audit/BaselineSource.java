package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The source of the baseline that drift is judged against: past rotations. */
public interface BaselineSource {

    /** The baseline of {@code secret}. */
    RotationBaseline of(SecretName secret);

    /** The tokens that rotations handed out as {@code secret}; a store that cannot be read is said to be so. */
    HandedOut handedOut(SecretName secret);

    /** How far GitHub's times may lie from those that are remembered, and lag behind. */
    Duration settle();

    /** The tokens that rotations from here handed out, as far as the store tells. */
    sealed interface HandedOut {

        /**
         * The store was read.
         *
         * @param last the token that was written last; empty when none was
         * @param underWay the token of the newest rotation while that runs or waits
         */
        record Known(Optional<HandedOutToken> last, Optional<Fingerprint> underWay) implements HandedOut {}

        /** The store could not be read, for the reason {@code why}. */
        record HistoryUnreadable(String why) implements HandedOut {}

        /**
         * A token that a rotation from here wrote to repositories.
         *
         * @param fingerprint which token
         * @param expiry when it ends, as GitHub said at that time
         * @param since when its rotation began
         */
        record HandedOutToken(Fingerprint fingerprint, TokenExpiry expiry, Instant since) {}
    }
}
