package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHubSettings;
import java.time.Duration;

/**
 * The estimated cost of a rotation.
 *
 * @param repositories how many are to be written
 * @param calls requests to GitHub, when nothing has to be repeated
 * @param time how long it takes at the configured pace, when nothing else uses up GitHub's limits
 */
public record RotationEstimate(int repositories, int calls, Duration time) {

    /** The repository, its key, the write, and the look whether it shows. */
    private static final int CALLS_FOR_EACH = 4;

    /** Whether the token can see it, when another credential writes. */
    private static final int MORE_WITH_A_WRITER = 1;

    /** A guess: GitHub answers within a few tenths of a second. */
    private static final Duration ONE_CALL = Duration.ofMillis(250);

    /** Estimates the rotation of {@code repositories} with the configured pace. */
    public static RotationEstimate of(int repositories, boolean tokenWrites, GitHubSettings settings) {
        int calls = repositories * (tokenWrites ? CALLS_FOR_EACH : CALLS_FOR_EACH + MORE_WITH_A_WRITER);
        var talking = ONE_CALL.multipliedBy(calls).dividedBy(settings.inFlight());
        return new RotationEstimate(repositories, calls, talking.plus(waiting(repositories, settings)));
    }

    /** Whole windows that the writes fill before the last ones fit. */
    private static Duration waiting(int writes, GitHubSettings settings) {
        int last = Math.max(0, writes - 1);
        var minutes = Duration.ofMinutes(last / settings.writesPerMinute());
        var hours = Duration.ofHours(last / settings.writesPerHour());
        return minutes.compareTo(hours) > 0 ? minutes : hours;
    }
}
