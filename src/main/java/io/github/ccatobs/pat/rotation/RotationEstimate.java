package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.PaceForecast;
import java.time.Duration;

/**
 * The estimated cost of a rotation.
 *
 * @param repositories how many are to be written
 * @param calls requests to GitHub, when nothing has to be repeated
 * @param time how long it takes at the configured pace, when nothing else uses up GitHub's limits
 */
public record RotationEstimate(int repositories, int calls, Duration time) {

    /** Its key before the first write, and the write with the look whether it shows. */
    private static final int CALLS_FOR_EACH = 3;

    /** The checks of the token. */
    private static final int CHECKS = 4;

    /** Repositories that one query of the GraphQL API describes. */
    private static final int BATCH = 100;

    /** Estimates the rotation of {@code repositories} with the configured pace. */
    public static RotationEstimate of(int repositories, boolean tokenWrites, GitHubSettings settings) {
        int batches = Math.ceilDiv(repositories, BATCH) * (tokenWrites ? 1 : 2);
        var time = new PaceForecast(settings)
                .reads(CHECKS + batches + repositories)
                .verifiedWrites(repositories)
                .time();
        return new RotationEstimate(repositories, CHECKS + batches + CALLS_FOR_EACH * repositories, time);
    }
}
