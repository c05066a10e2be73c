package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store for tests of what uses one. It keeps the port's contract, survives {@link #close} as a real one's data would,
 * and lives as long as the object.
 */
public final class InMemoryRotationStore implements RotationStore {

    private final Map<SecretName, Held> leases = new HashMap<>();
    private final TreeMap<String, RotationHeader> heads = new TreeMap<>();
    private final Map<RotationId, Map<RepositoryName, Outcome>> outcomes = new HashMap<>();
    private final Map<SecretName, TreeMap<RepositoryName, LedgerEntry>> ledgers = new HashMap<>();
    private final TreeSet<Write> writes = new TreeSet<>(
            Comparator.comparing(Write::at).thenComparing(Write::repository).thenComparing(Write::rotation));

    private record Held(Lease lease, boolean givenBack) {
        boolean isFreeAt(Instant now) {
            return givenBack || !lease.expiresAt().isAfter(now);
        }
    }

    private record Write(Instant at, RepositoryName repository, String rotation) {}

    @Override
    public synchronized Lease acquire(SecretName secret, String holder, Instant now, Duration length) {
        Optional<Held> held = Optional.ofNullable(leases.get(secret));
        held.filter(it -> !it.isFreeAt(now)).ifPresent(it -> {
            throw new LeaseHeldException(it.lease());
        });
        long fence = held.map(it -> it.lease().fence()).orElse(0L) + 1;
        return hold(new Lease(secret, fence, holder, now, now.plus(length)));
    }

    @Override
    public synchronized Optional<Lease> held(SecretName secret, Instant now) {
        return Optional.ofNullable(leases.get(secret))
                .filter(held -> !held.isFreeAt(now))
                .map(Held::lease);
    }

    @Override
    public synchronized Lease renew(Lease lease, Instant now, Duration length) {
        if (holding(lease).givenBack()) {
            throw new LeaseLostException(lease);
        }
        return hold(new Lease(lease.secret(), lease.fence(), lease.holder(), lease.since(), now.plus(length)));
    }

    @Override
    public synchronized void release(Lease lease) {
        leases.computeIfPresent(
                lease.secret(),
                (secret, held) -> held.lease().fence() == lease.fence() ? new Held(held.lease(), true) : held);
    }

    @Override
    public synchronized void save(RotationHeader head, List<RepositoryName> repositories, Lease lease) {
        holding(lease);
        heads.put(head.id().value(), head);
        Map<RepositoryName, Outcome> known = outcomes.computeIfAbsent(head.id(), id -> new LinkedHashMap<>());
        repositories.forEach(repository -> known.putIfAbsent(repository, new Outcome.Pending(0)));
    }

    @Override
    public synchronized void record(RotationHeader head, RepositoryName repository, Outcome outcome, Lease lease) {
        holding(lease);
        Map<RepositoryName, Outcome> known = outcomes.getOrDefault(head.id(), Map.of());
        if (!known.containsKey(repository)) {
            throw new IllegalArgumentException("rotation " + head.id() + " has no repository " + repository);
        }
        known.put(repository, outcome);
        if (outcome instanceof Outcome.Updated updated) {
            ledgers.computeIfAbsent(head.secret(), secret -> new TreeMap<>())
                    .put(repository, new LedgerEntry(repository, head.fingerprint(), head.id(), updated));
            writes.add(new Write(updated.at(), repository, head.id().value()));
        }
    }

    @Override
    public synchronized Optional<Rotation> find(RotationId id) {
        return Optional.ofNullable(heads.get(id.value()))
                .map(head -> new Rotation(head, outcomes.getOrDefault(id, Map.of())));
    }

    @Override
    public synchronized Optional<Rotation> find(SecretName secret, Fingerprint fingerprint) {
        return heads.descendingMap().values().stream()
                .filter(head ->
                        head.secret().equals(secret) && head.fingerprint().equals(fingerprint))
                .findFirst()
                .flatMap(head -> find(head.id()));
    }

    @Override
    public synchronized List<RotationHeader> newest(int most) {
        return heads.descendingMap().values().stream()
                .sorted(RotationHeader.NEWEST_FIRST)
                .limit(Math.max(0, most))
                .toList();
    }

    @Override
    public synchronized List<LedgerEntry> ledger(SecretName secret) {
        return List.copyOf(ledgers.getOrDefault(secret, new TreeMap<>()).values());
    }

    @Override
    public synchronized List<Instant> writesSince(Instant moment) {
        return writes.stream().map(Write::at).filter(at -> !at.isBefore(moment)).toList();
    }

    @Override
    public void close() {
        // Written items stay, as they would in a file.
    }

    private Lease hold(Lease lease) {
        leases.put(lease.secret(), new Held(lease, false));
        return lease;
    }

    private Held holding(Lease lease) {
        Held held = leases.get(lease.secret());
        if (held == null || held.lease().fence() != lease.fence()) {
            throw new LeaseLostException(lease);
        }
        return held;
    }
}
