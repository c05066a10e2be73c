package io.github.ccatobs.pat.github;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A moment as we write it: ISO-8601, UTC, whole seconds. */
final class Moment {

    private Moment() {}

    /** Prints {@code instant}, rounded down to the second. */
    static String print(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
