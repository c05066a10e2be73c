package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Keeps an audit and its findings in items of a {@link Table}. */
final class TableAuditHistory implements AuditHistory {

    /** Audits of other secrets may lie in between. */
    private static final int MOST_LOOKED_AT = 200;

    private final Table table;
    private final ItemReader reader;
    private final SerialExecutor executor = new SerialExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps everything in {@code table}, which is then closed with this history. */
    TableAuditHistory(Table table) {
        this.table = table;
        this.reader = new ItemReader(table);
    }

    /** The audit itself comes last: a reader finds all its findings or none. */
    @Override
    public void keep(AuditRecord audit) {
        executor.call(() -> {
            List<Item> items =
                    new ArrayList<>(IntStream.range(0, audit.findings().size())
                            .mapToObj(position -> AuditItem.item(
                                    audit, position, audit.findings().get(position)))
                            .toList());
            items.add(AuditItem.item(audit));
            boolean isNew = true;
            for (int first = 0; isNew && first < items.size(); first += Table.MOST_AT_ONCE) {
                var some = items.subList(first, Math.min(items.size(), first + Table.MOST_AT_ONCE));
                isNew = table.write(AuditItem.isNew(audit), some);
            }
            return isNew;
        });
    }

    @Override
    public Optional<AuditRecord> last(SecretName secret) {
        return executor.call(() -> table.last(AuditItem.PARTITION, MOST_LOOKED_AT).stream()
                .filter(item -> reader.read(item, AuditItem::secret).equals(secret))
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

    private AuditRecord read(Item item) {
        var findings = reader.all(table.all(AuditItem.findings(item)), AuditItem::finding);
        return reader.read(item, it -> AuditItem.read(it, findings));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (executor) {
                executor.call(() -> {
                    table.close();
                    return table;
                });
            }
        }
    }
}
