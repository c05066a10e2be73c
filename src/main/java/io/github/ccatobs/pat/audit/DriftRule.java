package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.RotationBaseline.RememberedTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the secret of one repository against what we remember. Pure. */
final class DriftRule {

    private final RotationBaseline baseline;
    private final AuditPolicy policy;
    private final Instant now;

    /** {@code now} is by GitHub's clock, as the times of secrets are. */
    DriftRule(RotationBaseline baseline, AuditPolicy policy, Instant now) {
        this.baseline = baseline;
        this.policy = policy;
        this.now = now;
    }

    /** The most urgent thing to say of the secret. An old token is also an old secret, so one finding is enough. */
    Optional<Finding> judge(RepositoryState state) {
        return state.seen() instanceof Observation.Present(Instant updatedAt)
                ? stale(state, updatedAt)
                        .or(() -> reverted(state, updatedAt))
                        .or(() -> overwritten(state, updatedAt))
                        .or(() -> old(state, updatedAt))
                : Optional.empty();
    }

    private Optional<Finding> stale(RepositoryState state, Instant updatedAt) {
        return baseline.lastRotationBegan()
                .filter(began -> updatedAt.plus(policy.settle()).isBefore(began.at()))
                .map(began -> new Finding.Stale(state.repository(), updatedAt, began, false));
    }

    /** Only after the settle window, since GitHub may show a write late, and only by GitHub's clock, since ours may be off. */
    private Optional<Finding> reverted(RepositoryState state, Instant updatedAt) {
        return ourWrite(state)
                .filter(RememberedTime::isByGitHubClock)
                .filter(write -> !now.isBefore(write.at().plus(policy.settle())))
                .filter(write -> updatedAt.plus(policy.settle()).isBefore(write.at()))
                .map(write -> new Finding.Stale(state.repository(), updatedAt, write, true));
    }

    private Optional<Finding> overwritten(RepositoryState state, Instant updatedAt) {
        return ourWrite(state)
                .filter(write -> updatedAt.isAfter(write.at().plus(policy.settle())))
                .map(write -> new Finding.Overwritten(state.repository(), updatedAt, write));
    }

    /** Our last write to it under any of its names. */
    private Optional<RememberedTime> ourWrite(RepositoryState state) {
        return Stream.of(Stream.of(state.repository(), state.today()), state.alsoListedAs().stream())
                .flatMap(names -> names)
                .flatMap(name -> Optional.ofNullable(baseline.ourWrites().get(name)).stream())
                .max(Comparator.comparing(RememberedTime::at));
    }

    private Optional<Finding> old(RepositoryState state, Instant updatedAt) {
        return updatedAt.isBefore(now.minus(policy.maxAge()))
                ? Optional.of(new Finding.Old(state.repository(), updatedAt))
                : Optional.empty();
    }
}
