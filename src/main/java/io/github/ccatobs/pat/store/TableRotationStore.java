package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a rotation, its outcomes and its lease in items of a {@link Table}; the package's page lists them. */
final class TableRotationStore implements RotationStore {

    /** How many rotations of one second are put in order: items lie in order of their IDs, which tell the second. */
    private static final long BEGUN_IN_ONE_SECOND = 10;

    /** The local file, which is forced to the disk three times, and DynamoDB, from one region to itself, are about as fast. */
    private static final Duration CHANGE = Duration.ofMillis(20);

    private final StoreExecutor executor;
    private final Table table;
    private final LeaseLocks locks;
    /** The known positions of repositories in the order of work, which never change. */
    private final Map<ItemKey, OutcomeItem> met = new HashMap<>();

    /** The locks of the leases that this store has given out, by the guard of each. */
    private final Map<WriteCondition, String> lockOf = new HashMap<>();

    /** Keeps everything in the table of {@code executor}, which is closed with this store. */
    TableRotationStore(StoreExecutor executor) {
        this.executor = executor;
        this.table = executor.table();
        this.locks = executor.locks();
    }

    @Override
    public Lease acquire(SecretName secret, String holder, Instant now, Duration length) {
        return executor.call(() -> take(secret, holder, now, length));
    }

    @Override
    public Optional<Lease> held(SecretName secret, Instant now) {
        return executor.call(() ->
                lastLease(secret).filter(held -> !held.isFreeAt(now, locks)).map(LeaseItem::lease));
    }

    /** When another was quicker to follow the same lease, the next look finds the lease held. */
    private Lease take(SecretName secret, String holder, Instant now, Duration length) {
        while (true) {
            Optional<LeaseItem> last = lastLease(secret);
            last.filter(held -> !held.isFreeAt(now, locks)).ifPresent(held -> {
                throw new LeaseHeldException(held.lease());
            });
            long fence = last.map(held -> held.lease().fence()).orElse(0L) + 1;
            var lease = new Lease(secret, fence, holder, now, now.plus(length));
            WriteCondition condition =
                    last.map(held -> LeaseItem.isLast(held.lease())).orElseGet(() -> LeaseItem.isFirst(secret));
            if (take(condition, lease)) {
                last.flatMap(LeaseItem::lock).ifPresent(locks::forget);
                return lease;
            }
        }
    }

    /** The lock comes before the record, so that the holder is never taken for gone while it lives. */
    private boolean take(WriteCondition condition, Lease lease) {
        Optional<String> lock = locks.take();
        boolean isOurs;
        try {
            isOurs = table.write(condition, List.of(new LeaseItem(lease, false, lock).item()));
        } catch (StoreUnavailableException e) {
            lock.ifPresent(locks::abandon);
            throw e;
        }
        if (isOurs) {
            lock.ifPresent(name -> lockOf.put(LeaseItem.isLast(lease), name));
        } else {
            lock.ifPresent(locks::forget);
        }
        return isOurs;
    }

    @Override
    public Lease renew(Lease lease, Instant now, Duration length) {
        return executor.call(() -> {
            LeaseItem last = lastLease(lease.secret())
                    .filter(held -> !held.givenBack())
                    .orElseThrow(() -> new LeaseLostException(lease));
            var longer = new Lease(lease.secret(), lease.fence(), lease.holder(), lease.since(), now.plus(length));
            write(lease, List.of(new LeaseItem(longer, false, last.lock()).item()));
            return longer;
        });
    }

    /** Where that cannot be recorded, the lock, which is given up in any case, says as much. */
    @Override
    public void release(Lease lease) {
        executor.call(() -> {
            WriteCondition condition = LeaseItem.isLast(lease);
            Optional<String> lock = Optional.ofNullable(lockOf.remove(condition));
            try {
                boolean written = table.write(condition, List.of(new LeaseItem(lease, true, Optional.empty()).item()));
                lock.ifPresent(locks::forget);
                return written;
            } finally {
                lock.ifPresent(locks::abandon);
            }
        });
    }

    @Override
    public void save(RotationHeader head, List<RepositoryName> repositories, Lease lease) {
        save(head, repositories, Map.of(), lease);
    }

    @Override
    public void save(
            RotationHeader head, List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys, Lease lease) {
        executor.call(() -> {
            List<Item> pending = newRepositories(head.id(), repositories, keys);
            table.batch(() -> {
                for (int first = 0; first < pending.size(); first += Table.MOST_AT_ONCE) {
                    write(lease, pending.subList(first, Math.min(pending.size(), first + Table.MOST_AT_ONCE)));
                }
                // The header comes last: a reader finds the whole rotation or none.
                write(lease, List.of(RotationItem.item(head), RotationItem.tokenItem(head)));
            });
            return head;
        });
    }

    private List<Item> newRepositories(
            RotationId id, List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys) {
        List<OutcomeItem> known = repositories.isEmpty() ? List.of() : outcomes(id);
        Set<RepositoryName> names = known.stream().map(OutcomeItem::repository).collect(Collectors.toSet());
        int position = known.stream().mapToInt(OutcomeItem::position).max().orElse(-1);
        var pending = new ArrayList<Item>();
        for (RepositoryName repository : repositories) {
            if (names.add(repository)) {
                position++;
                var key = Optional.ofNullable(keys.get(repository));
                pending.add(new OutcomeItem(repository, position, new Outcome.Pending(0), key).item(id));
            }
        }
        return pending;
    }

    @Override
    public void record(RotationHeader head, RepositoryName repository, Outcome outcome, Lease lease) {
        executor.callBatched(() -> {
            OutcomeItem known = known(head.id(), repository);
            var items = new ArrayList<>(List.of(known.becomes(outcome).item(head.id())));
            if (outcome instanceof Outcome.Updated updated) {
                var entry = new LedgerEntry(known.repository(), head.fingerprint(), head.id(), updated);
                items.add(LedgerItem.item(head.secret(), entry));
                items.add(WriteLogItem.item(entry));
            }
            write(lease, items);
            return outcome;
        });
    }

    private OutcomeItem known(RotationId id, RepositoryName repository) {
        var key = OutcomeItem.key(id, repository);
        return Optional.ofNullable(met.get(key))
                .or(() -> table.get(key).map(item -> executor.read(item, OutcomeItem::read)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "rotation " + id + " has no repository " + repository + ": save it first"));
    }

    @Override
    public Optional<Rotation> find(RotationId id) {
        return executor.call(() -> lookUp(id));
    }

    @Override
    public Optional<Rotation> find(SecretName secret, Fingerprint fingerprint) {
        return executor.call(() -> table.last(RotationItem.tokenPartition(secret, fingerprint), 1).stream()
                .findFirst()
                .map(item -> executor.read(item, RotationItem::id))
                .flatMap(this::lookUp));
    }

    private Optional<Rotation> lookUp(RotationId id) {
        return table.get(RotationItem.key(id))
                .map(item -> new Rotation(executor.read(item, RotationItem::read), byRepository(outcomes(id))));
    }

    @Override
    public Map<RepositoryName, PublicKey> keys(RotationId id) {
        Map<RepositoryName, PublicKey> keys = new HashMap<>();
        executor.call(() -> outcomes(id))
                .forEach(item -> item.key().ifPresent(key -> keys.put(item.repository(), key)));
        return keys;
    }

    private static Map<RepositoryName, Outcome> byRepository(List<OutcomeItem> outcomes) {
        var byRepository = new LinkedHashMap<RepositoryName, Outcome>();
        outcomes.forEach(item -> byRepository.put(item.repository(), item.outcome()));
        return byRepository;
    }

    @Override
    public List<RotationHeader> newest(int most) {
        int read = (int) Math.min(Integer.MAX_VALUE, Math.max(0, most) + BEGUN_IN_ONE_SECOND);
        return executor
                .call(() -> executor.readAll(table.last(RotationItem.PARTITION, read), RotationItem::read))
                .stream()
                .sorted(RotationHeader.NEWEST_FIRST)
                .limit(Math.max(0, most))
                .toList();
    }

    @Override
    public List<LedgerEntry> ledger(SecretName secret) {
        return executor.call(() -> executor.readAll(table.all(LedgerItem.partition(secret)), LedgerItem::read));
    }

    @Override
    public List<Instant> writesSince(Instant moment) {
        return executor.call(() ->
                executor.readAll(table.since(WriteLogItem.PARTITION, WriteLogItem.from(moment)), WriteLogItem::read));
    }

    @Override
    public Duration timeOfChange() {
        return CHANGE;
    }

    /** The executor, which the application shares between its stores. */
    StoreExecutor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }

    private Optional<LeaseItem> lastLease(SecretName secret) {
        return table.get(LeaseItem.key(secret)).map(item -> executor.read(item, it -> LeaseItem.read(it, secret)));
    }

    private List<OutcomeItem> outcomes(RotationId id) {
        List<OutcomeItem> outcomes = executor.readAll(table.all(OutcomeItem.partition(id)), OutcomeItem::read).stream()
                .sorted(Comparator.comparingInt(OutcomeItem::position))
                .toList();
        outcomes.forEach(item -> met.put(OutcomeItem.key(id, item.repository()), item));
        return outcomes;
    }

    private void write(Lease lease, List<Item> items) {
        if (!table.write(LeaseItem.isLast(lease), items)) {
            throw new LeaseLostException(lease);
        }
    }
}
