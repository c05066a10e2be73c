package io.github.ccatobs.pat.rotation;

import java.time.Instant;

/** Why a run ends before every repository was written. */
sealed interface Stop {

    /** Something has to be mended, or a person asked; {@code reason} says it. */
    record Halt(String reason) implements Stop {}

    /** A limit that ends at {@code until}, later than this run may wait. */
    record Pause(Instant until, String reason) implements Stop {}

    /** Another holder took the lease: nothing more may be written or recorded. */
    record Fenced(RotationStore.LeaseLost lost) implements Stop {}
}
