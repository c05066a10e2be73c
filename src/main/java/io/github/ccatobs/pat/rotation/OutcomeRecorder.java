package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has become of each repository, in the store first and here second. Safe for use by several threads. */
final class OutcomeRecorder {

    private final RotationStore store;
    private final LeaseRenewer lease;
    private final RotationListener listener;
    private final RotationHeader head;
    private final Map<RepositoryName, Outcome> outcomes;

    OutcomeRecorder(RotationStore store, LeaseRenewer lease, RotationListener listener, Rotation rotation) {
        this.store = store;
        this.lease = lease;
        this.listener = listener;
        this.head = rotation.head();
        this.outcomes = Collections.synchronizedMap(new LinkedHashMap<>(rotation.outcomes()));
    }

    /** What is recorded of the repository. */
    Outcome outcome(RepositoryName repository) {
        return outcomes.getOrDefault(repository, new Outcome.Pending(0));
    }

    /** What is recorded of each, in order of work. */
    Map<RepositoryName, Outcome> outcomes() {
        synchronized (outcomes) {
            return new LinkedHashMap<>(outcomes);
        }
    }

    /**
     * Records the outcome.
     *
     * @throws RotationStore.LeaseLostException when another run has taken over; nothing is recorded
     */
    void record(RepositoryName repository, Outcome outcome) {
        store.record(head, repository, outcome, lease.current());
        outcomes.put(repository, outcome);
        listener.recorded(repository, outcome);
    }

    /**
     * Renews a lease that has run out, as after a machine slept, so that nobody writes on who has lost it.
     *
     * @throws RotationStore.LeaseLostException when another run has taken over
     */
    void makeSureOfTheLease() {
        lease.renewIfExpired();
    }

    /** Ends the run: the head as it is now. */
    Rotation close(RotationHeader last) {
        var all = outcomes();
        store.save(last, List.copyOf(all.keySet()), lease.current());
        return new Rotation(last, all);
    }
}
