package io.github.ccatobs.pat.rotation;

import java.time.Instant;

/** Why a run ends before every repository was written. */
sealed interface StopReason {

    /** Something has to be mended, or a person asked; {@code reason} says it. */
    record Halt(String reason) implements StopReason {}

    /** A limit that ends at {@code until}, later than this run may wait. */
    record Pause(Instant until, String reason) implements StopReason {}

    /** Another holder took the lease: nothing more may be written or recorded. */
    record Fenced(RotationStore.LeaseLostException lost) implements StopReason {}
}
