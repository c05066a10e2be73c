package io.github.ccatobs.pat.entrypoint.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as every result shows them: ISO-8601, UTC, whole seconds. */
final class Moments {

    private Moments() {}

    static String print(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
