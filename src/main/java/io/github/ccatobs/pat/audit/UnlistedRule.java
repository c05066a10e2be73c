package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Surroundings.Sweep;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the organisation's repositories that the graph does not list. Pure. */
final class UnlistedRule {

    private UnlistedRule() {}

    /** Those that hold the secret; nothing of what could not be read. */
    static Stream<Finding> judge(Sweep sweep) {
        return switch (sweep) {
            case Sweep.SweepRefused refused -> Stream.empty();
            case Sweep.Done done ->
                done.outside().stream().map(UnlistedRule::judge).flatMap(Optional::stream);
        };
    }

    private static Optional<Finding> judge(RepositoryState state) {
        return state.seen() instanceof Observation.Present(Instant updatedAt)
                ? Optional.of(new Finding.Unlisted(
                        state.repository(), updatedAt, state.archived().orElse(false)))
                : Optional.empty();
    }
}
