package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records the outcome of each repository, in the store first and here second. Safe for use by several threads. */
final class OutcomeRecorder {

    private final RotationRun run;
    private final LeaseRenewer lease;
    private final RotationHeader head;
    private final Clock clock;
    private final Map<RepositoryName, Outcome> outcomes;

    OutcomeRecorder(RotationRun run, LeaseRenewer lease, Rotation rotation, Clock clock) {
        this.run = run;
        this.lease = lease;
        this.head = rotation.head();
        this.clock = clock;
        this.outcomes = Collections.synchronizedMap(new LinkedHashMap<>(rotation.outcomes()));
    }

    /** The rotation whose outcomes it records. */
    RotationId id() {
        return head.id();
    }

    /** The recorded outcome of the repository. */
    Outcome outcome(RepositoryName repository) {
        return outcomes.getOrDefault(repository, new Outcome.Pending(0));
    }

    /** The recorded outcomes, in order of work. */
    Map<RepositoryName, Outcome> outcomes() {
        synchronized (outcomes) {
            return new LinkedHashMap<>(outcomes);
        }
    }

    /** Whether GitHub took the token for each. */
    boolean isEverywhere() {
        return outcomes().values().stream().allMatch(Outcome.Updated.class::isInstance);
    }

    /** Records a write that GitHub took, at {@code gitHubAt} by its clock, as {@link #record} does. */
    void updated(RepositoryName repository, Instant gitHubAt) {
        int attempts = outcome(repository).attempts() + 1;
        record(repository, new Outcome.Updated(clock.instant(), attempts, false, Optional.of(gitHubAt)));
    }

    /** Records a write that failed, as {@link #record} does. */
    void failed(RepositoryName repository, String reason, boolean isArchived) {
        record(
                repository,
                new Outcome.Failed(clock.instant(), outcome(repository).attempts() + 1, reason, isArchived));
    }

    /** Records that a repository cannot be written, which was not tried, as {@link #record} does. */
    void obstructed(RepositoryName repository, String reason, boolean isArchived) {
        record(
                repository,
                new Outcome.Failed(clock.instant(), outcome(repository).attempts(), reason, isArchived));
    }

    /**
     * Records the outcome.
     *
     * @throws RotationStore.LeaseLostException when another run has taken over; nothing is recorded
     */
    void record(RepositoryName repository, Outcome outcome) {
        run.store().record(head, repository, outcome, lease.current());
        outcomes.put(repository, outcome);
        run.listener().recorded(repository, outcome);
    }

    /**
     * Renews an expired lease, e.g. after the machine slept, so that a run that lost it writes no more.
     *
     * @throws RotationStore.LeaseLostException when another run has taken over
     */
    void confirmLease() {
        lease.renewIfExpired();
    }

    /** Ends the run: the head as it is now. */
    Rotation close(RotationHeader last) {
        var all = outcomes();
        run.store().save(last, List.copyOf(all.keySet()), lease.current());
        return new Rotation(last, all);
    }
}
