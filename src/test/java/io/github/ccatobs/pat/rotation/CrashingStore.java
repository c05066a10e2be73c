package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store whose process dies after so many effects. */
record CrashingStore(RotationStore store, CrashPoint death) implements RotationStore {

    @Override
    public Lease acquire(SecretName secret, String holder, Instant now, Duration length) {
        return effect(() -> store.acquire(secret, holder, now, length));
    }

    @Override
    public Optional<Lease> held(SecretName secret, Instant now) {
        return store.held(secret, now);
    }

    @Override
    public Lease renew(Lease lease, Instant now, Duration length) {
        return effect(() -> store.renew(lease, now, length));
    }

    @Override
    public void release(Lease lease) {
        effect(() -> {
            store.release(lease);
            return lease;
        });
    }

    @Override
    public void save(RotationHeader head, List<RepositoryName> repositories, Lease lease) {
        effect(() -> {
            store.save(head, repositories, lease);
            return lease;
        });
    }

    @Override
    public void record(RotationHeader head, RepositoryName repository, Outcome outcome, Lease lease) {
        effect(() -> {
            store.record(head, repository, outcome, lease);
            return lease;
        });
    }

    @Override
    public Optional<Rotation> find(RotationId id) {
        return store.find(id);
    }

    @Override
    public Optional<Rotation> find(SecretName secret, Fingerprint fingerprint) {
        return store.find(secret, fingerprint);
    }

    @Override
    public List<RotationHeader> newest(int most) {
        return store.newest(most);
    }

    @Override
    public List<LedgerEntry> ledger(SecretName secret) {
        return store.ledger(secret);
    }

    @Override
    public List<Instant> writesSince(Instant moment) {
        return store.writesSince(moment);
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T effect(Supplier<T> work) {
        death.beAlive();
        T result = work.get();
        death.happened();
        return result;
    }
}
