package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Audit.AuditSummary;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.audit.TestAudits;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The operations of the stores on a table with many repositories, counted and not timed. */
class ManyRepositoriesTest {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** The largest item of DynamoDB, its names and keys among it. */
    private static final int MOST_BYTES = 400 * 1024;

    /** A longer reason is cut. */
    private static final int LONGEST_REASON = 2000;

    @Test
    void keepsEachItemOfFiveThousandRepositoriesBelowWhatDynamoDbTakes() {
        var table = new CountingTable();
        rotate(table, 5000, "x".repeat(LONGEST_REASON));
        audit(table, 5000);

        assertThat(table.largest()).isBetween(LONGEST_REASON, MOST_BYTES);
        assertThat(table.items.size()).isGreaterThan(3 * 5000);
    }

    @Test
    void doesNoMoreForEachRepositoryWhenThereAreMore() {
        var few = new CountingTable();
        rotate(few, 500, "");
        audit(few, 500);
        var many = new CountingTable();
        rotate(many, 2000, "");
        audit(many, 2000);

        assertThat(many.calls).isBetween(few.calls, 4 * few.calls);
        assertThat(many.moved).isBetween(few.moved, 4 * few.moved);
        assertThat(many.bytes()).isBetween(few.bytes(), 4 * few.bytes());
        assertThat(many.bytes()).as("of each, with the longest names").isLessThan(2000 * 2100L);
    }

    private static List<RepositoryName> names(int count) {
        var random = new SplittableRandom(count);
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    // As long as GitHub allows, and nothing that could be compressed.
                    var text = new StringBuilder("r%04d-".formatted(number));
                    while (text.length() < 100) {
                        text.append((char) random.nextInt('a', 'z' + 1));
                    }
                    return RepositoryName.parse("o".repeat(39) + "/" + text);
                })
                .toList();
    }

    /** As {@code Rotator} does it: opens, writes and verifies each but every tenth, which fails, closes, and reads. */
    private static void rotate(CountingTable table, int count, String reason) {
        try (var store = new TableRotationStore(new StoreExecutor(table))) {
            var names = names(count);
            var lease = store.acquire(SECRET, "ops", NOW, Duration.ofMinutes(1));
            var head = new RotationHeader(
                    new RotationId("20300101-000000-aaaa"),
                    RotationState.RUNNING,
                    SECRET,
                    Fingerprint.of(SecretValue.of("token")),
                    new TokenExpiry.Never(),
                    Optional.empty(),
                    NOW,
                    "ops",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(reason),
                    false);
            store.save(head, names, lease);
            for (int number = 0; number < count; number++) {
                var at = NOW.plusMillis(number);
                if (number % 10 == 9) {
                    store.record(head, names.get(number), new Outcome.Failed(at, 1, reason), lease);
                } else {
                    store.record(head, names.get(number), new Outcome.Updated(at, 1, false, Optional.of(at)), lease);
                    store.record(head, names.get(number), new Outcome.Updated(at, 1, true, Optional.of(at)), lease);
                }
            }
            store.save(head, names, lease);
            store.release(lease);
            assertThat(store.find(head.id()).orElseThrow().outcomes()).hasSize(count);
            assertThat(store.ledger(SECRET)).hasSize(count - count / 10);
            assertThat(store.writesSince(NOW)).hasSize(count - count / 10);
        }
    }

    /** One in which every repository lacks the secret or cannot be read. */
    private static void audit(CountingTable table, int count) {
        try (var history = new TableAuditHistory(new StoreExecutor(table))) {
            var names = names(count);
            var open = names.stream()
                    .map(name -> new OpenFinding(
                            FindingKind.MISSING, Optional.of(name), NOW, "there is no secret in " + name, true))
                    .toList();
            var summary = new AuditSummary(0, count, 0);
            history.keep(TestAudits.of(SECRET, NOW, summary, Map.of(), open).record());
            history.keep(new AuditedRepositories(
                    SECRET,
                    NOW,
                    names.stream()
                            .map(name -> new AuditedRepository(
                                    new RepositoryState(
                                            name,
                                            new Observation.Unreadable(
                                                    Observation.Cause.UNAVAILABLE, "no answer about " + name),
                                            Optional.of(true),
                                            Optional.empty(),
                                            List.of()),
                                    Optional.empty(),
                                    Set.of(names.getFirst())))
                            .toList()));
            assertThat(history.last(SECRET).orElseThrow().findings()).hasSize(count);
            assertThat(history.repositories(SECRET).orElseThrow().rows()).hasSize(count);
        }
    }

    /** A table in memory that counts what is asked of it. */
    private static final class CountingTable implements Table {

        private final NavigableMap<String, Item> items = new TreeMap<>();
        private long calls;
        private long moved;

        @Override
        public Optional<Item> get(ItemKey key) {
            calls++;
            moved++;
            return Optional.ofNullable(items.get(place(key)));
        }

        @Override
        public List<Item> all(String partition) {
            return since(partition, "");
        }

        @Override
        public List<Item> since(String partition, String from) {
            var found = List.copyOf(items.subMap(partition + "\0" + from, true, partition + "\1", false)
                    .values());
            calls++;
            moved += found.size();
            return found;
        }

        @Override
        public List<Item> last(String partition, int most) {
            var found = items.subMap(partition + "\0", true, partition + "\1", false).descendingMap().values().stream()
                    .limit(most)
                    .toList();
            calls++;
            moved += found.size();
            return found;
        }

        @Override
        public boolean write(WriteCondition condition, List<Item> written) {
            calls++;
            moved += written.size();
            assertThat(written).hasSizeLessThanOrEqualTo(MOST_AT_ONCE);
            assertThat(written.stream().mapToInt(CountingTable::bytes).sum())
                    .as("what DynamoDB takes in one transaction")
                    .isLessThan(4 * 1024 * 1024);
            boolean holds = condition.holdsFor(Optional.ofNullable(items.get(place(condition.key()))));
            if (holds) {
                written.forEach(item -> items.put(place(item.key()), item));
            }
            return holds;
        }

        @Override
        public void close() {
            // Its items are looked at afterwards.
        }

        private int largest() {
            return items.values().stream().mapToInt(CountingTable::bytes).max().orElse(0);
        }

        private long bytes() {
            return items.values().stream().mapToLong(CountingTable::bytes).sum();
        }

        private static String place(ItemKey key) {
            return key.partition() + "\0" + key.sort();
        }

        /** Names and texts in UTF-8, with some for the names of the keys and the time of expiry. */
        private static int bytes(Item item) {
            int texts = item.texts().entrySet().stream()
                    .mapToInt(text -> text.getKey().getBytes(UTF_8).length
                            + text.getValue().getBytes(UTF_8).length)
                    .sum();
            return texts + place(item.key()).getBytes(UTF_8).length + 50;
        }
    }
}
