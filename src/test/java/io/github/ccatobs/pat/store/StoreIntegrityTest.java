package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is not as it was left says so and stays as it is: it is read in full and right, or refused. */
@Execution(ExecutionMode.CONCURRENT)
class StoreIntegrityTest {

    private static final WriteCondition NEW =
            new WriteCondition(new ItemKey("GUARD", "GUARD"), "fence", Optional.empty());
    private static final int BLOCK = 4_096;
    private static final int CHANGES = 20;

    private final StateDirectory directory;
    private final Path file;
    private final Path version;

    StoreIntegrityTest(@TempDir Path home) throws IOException {
        this.directory = new StateDirectory(home.toRealPath().resolve("state"));
        this.file = directory.prepare();
        this.version = file.resolveSibling("store.version");
    }

    private EmbeddedTable open() {
        return EmbeddedTable.open(directory, InstantSource.fixed(Instant.EPOCH), ConflictRetry.real());
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefusedAndKept() throws IOException {
        byte[] whole = fill();
        List<Item> all = items();
        for (int length = 0; length < whole.length; length += length % BLOCK == 0 ? 1 : BLOCK - 1) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(isReadAsItWas(cut, all)).as("cut off at %d", length).isFalse();
        }
        assertThat(isReadAsItWas(whole, all)).isTrue();
    }

    /** A byte that belongs to no entry any more may be anything. */
    @Test
    void aFlippedByteInAnyBlockIsRefusedOrDoesNoHarm() throws IOException {
        byte[] whole = fill();
        List<Item> all = items();
        int refused = 0;
        for (int at = 0; at < whole.length; at += BLOCK / 4) {
            byte[] flipped = whole.clone();
            flipped[at + at / BLOCK % 7] ^= 0x20;
            refused += isReadAsItWas(flipped, all) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aDamagedFileIsRefusedOrReadAsItWas() throws IOException {
        byte[] whole = fill();
        List<Item> all = items();
        var random = new Random(2);
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            random.ints(1 + random.nextInt(600), at, Math.min(damaged.length, at + 2_000))
                    .forEach(index -> damaged[index] = (byte) random.nextInt());
            refused += isReadAsItWas(damaged, all) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    /** Whether all entries are read; else the file must be named, and be what it was. */
    private boolean isReadAsItWas(byte[] content, List<Item> expected) throws IOException {
        Files.write(file, content);
        try (var table = open()) {
            assertThat(table.all("PARTITION")).isEqualTo(expected);
            return true;
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining(file.toString());
            assertThat(file).hasBinaryContent(content);
            return false;
        }
    }

    @Test
    void aChangedLetterInAnEntryIsRefused() throws IOException {
        Files.write(file, damaged(fill()));
        assertRefused("the file " + file + " is damaged, or not a store of ccat-pat: put a copy back, or move it and"
                + " store.version away and start with an empty one");
    }

    @Test
    void everyOlderCopyIsRefusedUntilItIsAccepted() throws IOException {
        var copies = new ArrayList<byte[]>();
        for (int number = 0; number < 5; number++) {
            add(number);
            copies.add(Files.readAllBytes(file));
        }
        for (int number = 0; number < 4; number++) {
            Files.write(file, copies.get(number));
            assertRefused("the store " + file + " is cut off or an older copy: its last change is number "
                    + (number + 2) + ", but number 6 was written: put the last file back, or delete " + version
                    + " to continue with this one");
        }
        Files.delete(version);
        assertThat(items()).hasSize(4);
        Files.write(file, copies.getFirst());
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("an older copy");
        Files.write(file, copies.getLast());
        assertThat(items()).hasSize(5);
    }

    @Test
    void theCopyOfAnotherStoreOfTheSameAgeIsRefused(@TempDir Path other) throws IOException {
        add(1);
        var elsewhere = new StateDirectory(other.toRealPath().resolve("state"));
        try (var table = EmbeddedTable.open(elsewhere, InstantSource.fixed(Instant.EPOCH), ConflictRetry.real())) {
            table.write(NEW, List.of(item(2)));
        }
        Files.write(file, Files.readAllBytes(elsewhere.prepare()));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("damaged");
    }

    @Test
    void anEmptiedFileIsNoNewStore() throws IOException {
        add(1);
        Files.write(file, new byte[0]);
        String words = "the store " + file + " is empty, but it was written before: put a copy back, or move it and"
                + " store.version away and start with an empty one";
        assertRefused(words);
        Files.delete(version);
        assertRefused(words);
        assertThat(file).isEmptyFile();
    }

    @Test
    void aMissingFileIsNoNewStore() throws IOException {
        add(1);
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        assertRefused("the store " + file + " is missing, but " + version
                + " says that it was written: put a copy of it back, or delete " + version
                + " to start with an empty one");
        assertThat(file).doesNotExist();
        Files.write(file, content);
        assertThat(items()).containsExactly(item(1));
    }

    @Test
    void aFileThatGoesWhileTheStoreIsOpenIsNotMadeAnew() throws IOException {
        add(1);
        try (var table = open()) {
            Files.delete(file);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.write(NEW, List.of(item(2))))
                    .withMessageContaining("is missing");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void bothFilesGoneIsANewStore() throws IOException {
        add(1);
        Files.delete(file);
        Files.delete(version);
        assertThat(items()).isEmpty();
    }

    /** Files of releases before this check: one map, no version in it or beside it. */
    @Test
    void aStoreOfAnEarlierReleaseIsTakenOverAndCheckedFromThenOn() throws IOException {
        add(1);
        add(2);
        try (MVStore store = MVStore.open(file.toString())) {
            store.removeMap("version");
        }
        Files.delete(version);
        byte[] earlier = Files.readAllBytes(file);
        assertThat(items()).containsExactly(item(1), item(2));
        assertThat(version).content().startsWith("1 ");
        Files.write(file, earlier);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("an older copy");
    }

    /** Files of releases whose digest was made of all entries in one go. */
    @Test
    void aStoreWithTheEarlierDigestIsCheckedWithItAndTakenOver() throws IOException {
        add(1);
        add(2);
        giveItTheEarlierDigest();
        byte[] whole = Files.readAllBytes(file);
        byte[] earlierVersion = Files.readAllBytes(version);
        Files.write(file, damaged(whole));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("damaged");
        Files.write(file, whole);
        assertThat(items()).containsExactly(item(1), item(2));
        assertThat(version).content().startsWith("4 each:");
        Files.write(version, earlierVersion);
        assertThat(items()).as("its version was not written yet").containsExactly(item(1), item(2));
    }

    private void giveItTheEarlierDigest() throws IOException {
        try (MVStore store = MVStore.open(file.toString())) {
            String line = "3 " + EntriesDigest.sequentialDigest(texts(store, "items")) + "\n";
            texts(store, "version").put("version", line);
            Files.writeString(version, line);
        }
    }

    private static MVMap<String, String> texts(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    @Test
    void whatAnotherProcessChangesWhileTheStoreIsOpenIsSeen() {
        try (var table = open()) {
            table.write(NEW, List.of(item(1)));
            add(2);
            assertThat(table.all("PARTITION")).containsExactly(item(1), item(2));
            add(3);
            table.write(NEW, List.of(item(4)));
        }
        assertThat(items()).containsExactly(item(1), item(2), item(3), item(4));
    }

    @Test
    void aFileThatIsDamagedOrCutOffWhileTheStoreIsOpenIsRefused() throws IOException {
        fill();
        try (var table = open()) {
            table.write(NEW, List.of(item(CHANGES)));
            byte[] whole = Files.readAllBytes(file);
            for (byte[] other : List.of(damaged(whole), Arrays.copyOf(whole, whole.length / 2))) {
                Files.write(file, other);
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(() -> table.all("PARTITION"))
                        .withMessageContaining(file.toString());
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(() -> table.write(NEW, List.of(item(1))))
                        .withMessageContaining(file.toString());
                assertThat(file).hasBinaryContent(other);
            }
        }
    }

    /** A change costs no more when there is more beside it; damage that leaves no trace is found when the store is opened next. */
    @Test
    void entriesAreNotReadAnewWhileNobodyTouchesTheFile() throws IOException {
        fill();
        try (var table = open()) {
            var modified = FileTime.from(Instant.parse("2030-01-01T00:00:00Z"));
            Files.setLastModifiedTime(file, modified);
            assertThat(table.all("PARTITION")).hasSize(CHANGES);
            Files.write(file, damaged(Files.readAllBytes(file)));
            Files.setLastModifiedTime(file, modified);
            assertThat(table.write(NEW, List.of(item(CHANGES)))).isTrue();
        }
        assertRefused("the file " + file + " is damaged, or not a store of ccat-pat: put a copy back, or move it and"
                + " store.version away and start with an empty one");
    }

    /** The same with other letters in its entries. */
    private static byte[] damaged(byte[] whole) {
        byte[] damaged = whole.clone();
        for (int at = 1; at < damaged.length; at++) {
            damaged[at] = whole[at - 1] == (byte) 'x' && whole[at] == (byte) 'x' ? (byte) 'y' : whole[at];
        }
        return damaged;
    }

    @Test
    void aProcessThatDiedBeforeItWroteTheVersionLeavesANewerStore() throws IOException {
        add(1);
        byte[] before = Files.readAllBytes(version);
        add(2);
        byte[] after = Files.readAllBytes(version);
        Files.write(version, before);
        assertThat(items()).containsExactly(item(1), item(2));
        assertThat(version).hasBinaryContent(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2 abc\n", "-1 0\n", "99999999999999999999 0\n"})
    void aDamagedVersionIsSaidToBe(String text) throws IOException {
        add(1);
        Files.writeString(version, text);
        assertRefused("the file " + version + " is damaged, so it is unknown whether the store " + file
                + " is the last one: delete " + version + " if it is");
        Files.write(version, new byte[100_000]);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessageContaining("is damaged");
        Files.delete(version);
        assertThat(items()).containsExactly(item(1));
    }

    /** As on a full disk: the change is kept, and who made it knows that the disk is full. */
    @Test
    void aVersionThatCannotBeWrittenIsSaidAndLosesNothing() throws IOException {
        add(1);
        Path inTheWay = Files.createDirectory(file.resolveSibling("store.version.new"));
        try (var table = open()) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.write(NEW, List.of(item(2))))
                    .withMessageStartingWith("the store " + file + " cannot be written (")
                    .withMessageEndingWith("): make room there and run again; what it held is kept");
        }
        assertThat(items()).as("reading needs no room").containsExactly(item(1), item(2));
        Files.delete(inTheWay);
        assertThat(items()).containsExactly(item(1), item(2));
        assertThat(version).content().startsWith("3 ");
    }

    @Test
    void openingAndReadingWriteNothing() throws IOException {
        byte[] whole = fill();
        var modified = Files.getLastModifiedTime(version);
        assertThat(items()).hasSize(CHANGES);
        assertThat(file).hasBinaryContent(whole);
        assertThat(Files.getLastModifiedTime(version)).isEqualTo(modified);
    }

    private void assertRefused(String words) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::open)
                .withMessage(words);
    }

    private List<Item> items() {
        try (var table = open()) {
            return table.all("PARTITION");
        }
    }

    private byte[] fill() throws IOException {
        try (var table = open()) {
            for (int number = 0; number < CHANGES; number++) {
                assertThat(table.write(NEW, List.of(item(number)))).isTrue();
            }
        }
        return Files.readAllBytes(file);
    }

    private void add(int number) {
        try (var table = open()) {
            assertThat(table.write(NEW, List.of(item(number)))).isTrue();
        }
    }

    private static Item item(int number) {
        return Item.at(new ItemKey("PARTITION", String.format("%02d", number))).with("text", "x".repeat(300));
    }
}
