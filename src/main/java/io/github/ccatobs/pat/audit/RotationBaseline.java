package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of our own writes, against which drift is judged. All moments are by GitHub's clock, as far as it is
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

    /** Of a first run: nothing has drifted from what nobody remembers. */
    public static RotationBaseline empty() {
        return new RotationBaseline(Map.of(), Optional.empty());
    }
}
