package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Keeps an audit and its findings in items of a {@link Table}. */
final class TableAuditHistory implements AuditHistory {

    /** Audits of other secrets may lie in between. */
    private static final int LAST_SEARCH_LIMIT = 200;

    /** Of items that another process replaces meanwhile; audits are hours apart. */
    private static final int MOST_READINGS = 5;

    private final StoreExecutor executor;
    private final Table table;

    /** Keeps everything in the table of {@code executor}, which is closed with this history. */
    TableAuditHistory(StoreExecutor executor) {
        this.executor = executor;
        this.table = executor.table();
    }

    @Override
    public void keep(AuditRecord audit) {
        executor.call(() -> write(AuditItem.isNew(audit), audit));
    }

    @Override
    public void amend(AuditRecord audit) {
        executor.call(() -> write(AuditItem.isThere(audit), audit));
    }

    /** The audit itself comes last: a reader finds all its findings or none. */
    private boolean write(WriteCondition condition, AuditRecord audit) {
        List<Item> items = new ArrayList<>(IntStream.range(0, audit.findings().size())
                .mapToObj(position ->
                        AuditItem.item(audit, position, audit.findings().get(position)))
                .toList());
        items.add(AuditItem.item(audit));
        boolean mayWrite = true;
        for (int first = 0; mayWrite && first < items.size(); first += Table.MOST_AT_ONCE) {
            var some = items.subList(first, Math.min(items.size(), first + Table.MOST_AT_ONCE));
            mayWrite = table.write(condition, some);
        }
        return mayWrite;
    }

    /** Another process may keep its own meanwhile; the later audit stays. */
    @Override
    public void keep(AuditedRepositories seen) {
        var items = AuditedRepositoriesItem.items(seen);
        executor.call(() -> {
            boolean isDone = false;
            while (!isDone) {
                var first = AuditedRepositoriesItem.first(seen.secret());
                var earlier = table.get(first).map(item -> item.text(AuditedRepositoriesItem.AUDITED_AT));
                isDone = earlier.filter(moment -> Instant.parse(moment).isAfter(seen.auditedAt()))
                                .isPresent()
                        || table.write(new WriteCondition(first, AuditedRepositoriesItem.AUDITED_AT, earlier), items);
            }
            return isDone;
        });
    }

    @Override
    public Optional<AuditedRepositories> repositories(SecretName secret) {
        return executor.call(() -> repositories(secret, MOST_READINGS));
    }

    /** Reads again where an audit was kept between the first item and the last. */
    private Optional<AuditedRepositories> repositories(SecretName secret, int readings) {
        var first = table.get(AuditedRepositoriesItem.first(secret));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var items = executor.read(first.get(), item -> AuditedRepositoriesItem.all(secret, item, table::get));
        return readings > 1 && !AuditedRepositoriesItem.areOfOneAudit(items)
                ? repositories(secret, readings - 1)
                : Optional.of(executor.read(first.get(), item -> AuditedRepositoriesItem.read(secret, items)));
    }

    @Override
    public Optional<AuditRecord> last(SecretName secret) {
        return executor.call(() -> table.last(AuditItem.PARTITION, LAST_SEARCH_LIMIT).stream()
                .filter(item -> executor.read(item, AuditItem::secret).equals(secret))
                .findFirst()
                .map(this::read));
    }

    @Override
    public Optional<AuditRecord> find(SecretName secret, Instant auditedAt) {
        return executor.call(() -> table.get(AuditItem.key(secret, auditedAt)).map(this::read));
    }

    @Override
    public List<AuditRecord> newest(int most) {
        return executor.call(() ->
                table.last(AuditItem.PARTITION, most).stream().map(this::read).toList());
    }

    /** Without the findings of each, which are a query more. */
    @Override
    public Optional<Instant> first(SecretName secret, Predicate<PastAudit> saw) {
        return executor.call(() -> table.last(AuditItem.PARTITION, FIRST_SEARCH_LIMIT).stream()
                .filter(item -> executor.read(item, AuditItem::secret).equals(secret))
                .map(item -> executor.read(item, AuditItem::past))
                .filter(saw)
                .map(PastAudit::auditedAt)
                .min(Comparator.naturalOrder()));
    }

    /** Reads no findings of audits that are not asked for. */
    @Override
    public List<AuditRecord> newest(SecretName secret, int most) {
        return executor.call(() -> table.last(AuditItem.PARTITION, 2 * most).stream()
                .filter(item -> executor.read(item, AuditItem::secret).equals(secret))
                .limit(most)
                .map(this::read)
                .toList());
    }

    private AuditRecord read(Item item) {
        var items = table.all(AuditItem.findings(item));
        int count = executor.read(item, AuditItem::findingCount).orElse(items.size());
        var findings = executor.readAll(items.subList(0, Math.min(count, items.size())), AuditItem::finding);
        return executor.read(item, it -> AuditItem.read(it, findings));
    }

    /** The executor, which the application shares between its stores. */
    StoreExecutor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.close();
    }
}
