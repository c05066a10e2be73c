package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.Optional;

/** Judges the secret of one repository against what we remember. Pure. */
final class Drift {

    private final Memory memory;
    private final Standards standards;
    private final Instant now;

    /** {@code now} is by GitHub's clock, as the times of secrets are. */
    Drift(Memory memory, Standards standards, Instant now) {
        this.memory = memory;
        this.standards = standards;
        this.now = now;
    }

    /** The most urgent thing to say of the secret. An old token is also an old secret, so one finding is enough. */
    Optional<Finding> judge(RepositoryState state) {
        return state.seen() instanceof Observation.Present(Instant updatedAt)
                ? stale(state, updatedAt)
                        .or(() -> overwritten(state, updatedAt))
                        .or(() -> old(state, updatedAt))
                : Optional.empty();
    }

    private Optional<Finding> stale(RepositoryState state, Instant updatedAt) {
        return memory.lastRotationBegan()
                .filter(began -> updatedAt.plus(standards.settle()).isBefore(began.at()))
                .map(began -> new Finding.Stale(state.repository(), updatedAt, began));
    }

    private Optional<Finding> overwritten(RepositoryState state, Instant updatedAt) {
        return Optional.ofNullable(memory.ourWrites().get(state.repository()))
                .filter(ours -> updatedAt.isAfter(ours.at().plus(standards.settle())))
                .map(ours -> new Finding.Overwritten(state.repository(), updatedAt, ours));
    }

    private Optional<Finding> old(RepositoryState state, Instant updatedAt) {
        return updatedAt.isBefore(now.minus(standards.maxAge()))
                ? Optional.of(new Finding.Old(state.repository(), updatedAt))
                : Optional.empty();
    }
}
