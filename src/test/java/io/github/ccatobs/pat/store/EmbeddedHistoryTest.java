package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditHistoryContract;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.audit.TestAudits;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The history in a file. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedHistoryTest extends AuditHistoryContract {

    private static final SecretName SECRET = new SecretName("GH_PAT");

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty.resolve("state");
    }

    @Override
    protected AuditHistory open() {
        return new TableAuditHistory(new StoreExecutor(
                EmbeddedTable.open(new StateDirectory(directory), InstantSource.system(), ConflictRetry.real())));
    }

    @Test
    void forgetsTheFindingsOfAnExpiredAuditWithIt() {
        var clock = new MutableClock();
        var table = EmbeddedTable.inMemory(clock);
        try (var history = new TableAuditHistory(new StoreExecutor(table))) {
            var first = audit(clock.instant());
            history.keep(first);
            String partition = AuditItem.findings(AuditItem.item(first));
            assertThat(table.all(partition)).hasSize(1);

            clock.move(Duration.ofDays(500));
            history.keep(audit(clock.instant()));
            assertThat(history.newest(9)).hasSize(1);
            assertThat(table.all(partition)).isEmpty();
        }
    }

    private static AuditRecord audit(Instant at) {
        var missing = new OpenFinding(FindingKind.MISSING, Optional.of(RepositoryName.parse("acme/web")), at, "", true);
        return TestAudits.of(SECRET, at, new Audit.AuditSummary(0, 1, 0), Map.of(), List.of(missing))
                .record();
    }

    /** Parts are read one by one, and a later audit is kept between the first and the last. */
    @Test
    void readsAgainWhereAnotherAuditIsKeptMeanwhile() {
        var first = large(Instant.parse("2026-11-23T03:00:00Z"));
        var second = large(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(AuditedRepositoriesItem.items(first)).hasSizeGreaterThan(1);
        var table = new InterruptedTable(EmbeddedTable.inMemory(InstantSource.system()));
        try (var history = new TableAuditHistory(new StoreExecutor(table))) {
            history.keep(first);
            table.afterReads.add(() -> table.replace(second));
            assertThat(history.repositories(SECRET).equals(Optional.of(second))).isTrue();
        }
    }

    @Test
    void keepsTheLaterOfTwoAuditsThatEndAtOnce() {
        var first = large(Instant.parse("2026-11-23T03:00:00Z"));
        var second = large(Instant.parse("2026-11-24T03:00:00Z"));
        var table = new InterruptedTable(EmbeddedTable.inMemory(InstantSource.system()));
        try (var history = new TableAuditHistory(new StoreExecutor(table))) {
            table.afterReads.add(() -> table.replace(first));
            history.keep(second);
            assertThat(history.repositories(SECRET).equals(Optional.of(second))).isTrue();
        }
    }

    /** Reasons that no compression makes much shorter. */
    private static AuditedRepositories large(Instant at) {
        var random = new Random(at.getEpochSecond());
        return new AuditedRepositories(
                SECRET,
                at,
                Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()) + "-"
                                + new UUID(random.nextLong(), random.nextLong()))
                        .limit(6_000)
                        .map(text -> new AuditedRepository(
                                new RepositoryState(
                                        RepositoryName.parse("acme/r" + text),
                                        new Observation.Absent(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty(),
                                Set.of()))
                        .toList());
    }

    /** A table in which something else happens after reads. */
    private record InterruptedTable(Table table, Queue<Runnable> afterReads) implements Table {

        InterruptedTable(Table table) {
            this(table, new ArrayDeque<>());
        }

        /** As another process would. */
        void replace(AuditedRepositories seen) {
            var first = AuditedRepositoriesItem.first(seen.secret());
            var earlier = table.get(first).map(item -> item.text(AuditedRepositoriesItem.AUDITED_AT));
            table.write(
                    new WriteCondition(first, AuditedRepositoriesItem.AUDITED_AT, earlier),
                    AuditedRepositoriesItem.items(seen));
        }

        @Override
        public Optional<Item> get(Item.ItemKey key) {
            var found = table.get(key);
            Optional.ofNullable(afterReads.poll()).ifPresent(Runnable::run);
            return found;
        }

        @Override
        public List<Item> all(String partition) {
            return table.all(partition);
        }

        @Override
        public List<Item> since(String partition, String from) {
            return table.since(partition, from);
        }

        @Override
        public List<Item> last(String partition, int most) {
            return table.last(partition, most);
        }

        @Override
        public boolean write(WriteCondition condition, List<Item> items) {
            return table.write(condition, items);
        }

        @Override
        public void close() {
            table.close();
        }
    }
}
