package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
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
}
