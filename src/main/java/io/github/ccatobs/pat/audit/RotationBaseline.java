package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The writes of past rotations, against which drift is judged. All moments are by GitHub's clock, as far as it is
 * known: what GitHub dates is compared with what GitHub dated.
 *
 * @param ourWrites when we last wrote the secret to each repository
 * @param lastRotationBegan when the last complete rotation began
 */
public record RotationBaseline(
        Map<RepositoryName, RememberedTime> ourWrites, Optional<RememberedTime> lastRotationBegan) {

    /** Copies. */
    public RotationBaseline {
        ourWrites = Map.copyOf(ourWrites);
    }

    /** The baseline of a first run: without past rotations nothing has drifted. */
    public static RotationBaseline empty() {
        return new RotationBaseline(Map.of(), Optional.empty());
    }

    /**
     * The time of one of ccat-pat's own writes or rotations.
     *
     * @param at the moment
     * @param isByGitHubClock whether it is by GitHub's clock; else, as in what older versions recorded, by that of the machine that
     *     did it, which may be off
     * @param isConfirmed whether GitHub was seen to show the write; where its run died before that, GitHub may date it otherwise
     */
    public record RememberedTime(Instant at, boolean isByGitHubClock, boolean isConfirmed) {

        /** A moment by GitHub's clock. */
        public static RememberedTime byGitHubClock(Instant at) {
            return new RememberedTime(at, true, true);
        }

        /** A moment by the clock of the machine that did it. */
        public static RememberedTime byLocalClock(Instant at) {
            return new RememberedTime(at, false, true);
        }

        /** The same moment of a write that GitHub was not seen to show. */
        public RememberedTime unconfirmed() {
            return new RememberedTime(at, isByGitHubClock, false);
        }

        /** A caveat about the moment; empty when it can be compared with GitHub's dates. */
        String caveat() {
            return isByGitHubClock ? "" : ", by the clock of the machine that wrote, which may be off";
        }
    }
}
