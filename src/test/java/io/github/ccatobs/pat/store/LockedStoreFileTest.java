package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not as we left them: nothing of them is lost, and none is taken for an empty store. */
@Execution(ExecutionMode.CONCURRENT)
class LockedStoreFileTest {

    private static final ItemKey KEY = new ItemKey("PARTITION", "KEY");
    private static final WriteCondition NEW =
            new WriteCondition(new ItemKey("GUARD", "GUARD"), "fence", Optional.empty());

    private final Path file;
    private final StateDirectory directory;

    LockedStoreFileTest(@TempDir Path home) throws IOException {
        this.directory = new StateDirectory(home.toRealPath().resolve("state"));
        this.file = directory.prepare();
    }

    private EmbeddedTable open() {
        return EmbeddedTable.open(directory, InstantSource.fixed(Instant.EPOCH), ConflictRetry.real());
    }

    static Stream<byte[]> foreign() {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        return Stream.of(
                "x".getBytes(UTF_8),
                "# notes\nthat somebody keeps here\n".getBytes(UTF_8),
                "H:2,block:0,blockSize:1000".getBytes(UTF_8),
                "SQLite format 3\0".repeat(1_000).getBytes(UTF_8),
                new byte[4_096],
                new byte[100_000],
                noise);
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void leavesAForeignFileAsItIs(byte[] content) throws IOException {
        Files.write(file, content);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining(file + " ")
                .withMessageMatching(
                        ".* damaged, or not a store of ccat-pat[:,] put a copy back, or move it and store.version away and start with an empty one");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void leavesTheStoreOfAnotherProgramAsItIs() throws IOException {
        try (MVStore other = MVStore.open(file.toString())) {
            other.openMap("orders").put("1", "tea");
        }
        byte[] before = Files.readAllBytes(file);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("not a store of ccat-pat");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aFileThatWasRefusedIsNotInUse() throws IOException {
        Files.writeString(file, "notes");
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::open);
        Files.write(file, new byte[0]);
        try (var table = open()) {
            assertThat(table.all("PARTITION")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesEntriesThatAreNone(String text) throws IOException {
        new LockedStoreFile(file, ConflictRetry.real()).change(map -> map.put("PARTITION\nKEY", text));
        try (var table = open()) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.get(KEY))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("damaged");
        }
    }

    static Stream<String> texts() {
        return Stream.of(
                "", "null", "[]", "{", "7", "{\"a\":{}}", "{\"a\":[\"b\"]}", "{\"expires\":\"soon\"}", "{\"a\":null}");
    }

    @Test
    void aChangeThatFailsHalfWayIsNotKept() {
        var store = new LockedStoreFile(file, ConflictRetry.real());
        store.change(map -> map.put("a", "before"));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.change(map -> {
                    map.put("a", "half");
                    throw new IllegalStateException("the second half");
                }));
        assertThat(store.<Optional<String>>read(map -> map.get("a"))).contains("before");
    }

    /** Where a thread asked again and again instead, one that reads all the time would keep a writer out for minutes. */
    @Test
    void threadsOfAProcessHaveTheirTurnsWithoutAskingAgain() throws Exception {
        var never = new ConflictRetry(
                time -> {
                    throw new AssertionError("it would be asked again in " + time);
                },
                new Random(1));
        var one = new LockedStoreFile(file, never);
        var other = new LockedStoreFile(file, never);
        one.change(map -> map.put("a", "before"));
        var writer = new FutureTask<>(() -> other.change(map -> map.put("a", "after")));
        var thread = new Thread(writer);
        one.<Optional<String>>read(map -> {
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(writer).isNotDone();
                LockSupport.parkNanos(1_000_000);
            }
            return map.get("a");
        });
        writer.get();
        assertThat(one.<Optional<String>>read(map -> map.get("a"))).contains("after");
    }

    @Test
    void readingChangesNothing() throws IOException {
        var store = new LockedStoreFile(file, ConflictRetry.real());
        store.change(map -> map.put("a", "before"));
        byte[] before = Files.readAllBytes(file);
        assertThat(store.<Optional<String>>read(map -> map.get("a"))).contains("before");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void partitionsThatBeginAlikeAreApart() {
        List<ItemKey> keys = Stream.of("A", "A#", "A#B", "AB", "B", "A\u000b")
                .map(partition -> new ItemKey(partition, "1"))
                .toList();
        try (var table = open()) {
            table.write(NEW, keys.stream().map(Item::at).toList());
            for (ItemKey key : keys) {
                assertThat(table.all(key.partition())).extracting(Item::key).containsExactly(key);
                assertThat(table.last(key.partition(), 5)).extracting(Item::key).containsExactly(key);
            }
        }
    }

    @Test
    void noThreadWorksBehindOurBack() {
        try (var table = open()) {
            table.write(NEW, List.of(Item.at(KEY)));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("MVStore") || name.startsWith("H2"));
        }
    }

    @Test
    void anItemOfAnotherLayoutIsNotOurs() {
        assertThatIllegalArgumentException()
                .isThrownBy(Item.at(KEY).with("schema", "2")::requireOurLayout)
                .withMessageContaining("'2'");
        Item.at(KEY).requireOurLayout();
    }

    @Test
    void keepsTheOrderWithinAPartition() {
        List<Item> items = IntStream.range(0, 50)
                .mapToObj(number -> Item.at(new ItemKey("P", String.format("%02d", number))))
                .toList();
        try (var table = open()) {
            assertThat(table.write(NEW, items.reversed())).isTrue();
            assertThat(table.all("P")).isEqualTo(items);
            assertThat(table.since("P", "48")).isEqualTo(items.subList(48, 50));
            assertThat(table.last("P", 2)).isEqualTo(items.subList(48, 50).reversed());
        }
    }
}
