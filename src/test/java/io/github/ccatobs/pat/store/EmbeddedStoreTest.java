package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.FaultInjection;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.rotation.RotationStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in a file keeps the contract, alone with its file, whatever becomes of the process. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedStoreTest extends SharedStoreContract {

    private static final int MANY = 100;

    private final Path home;
    private Instant clock = NOW;

    EmbeddedStoreTest(@TempDir Path home) {
        this.home = home;
    }

    @Override
    protected RotationStore open() {
        return open(home.resolve("state"));
    }

    private RotationStore open(Path directory) {
        return open(directory, StoreProcess.patient());
    }

    private RotationStore open(Path directory, ConflictRetry retry) {
        InstantSource time = () -> clock;
        return new TableRotationStore(new StoreExecutor(
                EmbeddedTable.open(new StateDirectory(directory), time, retry), LeaseLocks.in(directory)));
    }

    @Override
    protected RotationStore another() {
        return open();
    }

    @Override
    protected String[] place() {
        return new String[] {home.resolve("state").toString()};
    }

    /** The disk is slow, so outcomes that wait for it at the same time are kept with one change, and a refused one alone is not. */
    @Test
    void keepsOutcomesThatWaitAtTheSameTimeInOneBatch() throws Exception {
        var directory = new StateDirectory(home.resolve("state"));
        var handle = new StoreExecutor(EmbeddedTable.open(directory, () -> clock, StoreProcess.patient()));
        try (var shared = new TableRotationStore(handle);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<RepositoryName> repositories = repositories(20);
            var old = shared.acquire(SECRET, "old", NOW, Duration.ofSeconds(1));
            var lease = shared.acquire(SECRET, "ops", NOW.plusSeconds(2), Duration.ofMinutes(1));
            shared.save(head(), repositories, lease);
            var version = StoreVersionFile.beside(home.resolve("state/store.mv"));
            long before = version.read().orElseThrow().generation();
            var blocked = new CountDownLatch(1);
            var started = new CountDownLatch(1);
            var holding = threads.submit(() -> handle.call(() -> {
                started.countDown();
                return await(blocked);
            }));
            assertThat(await(started)).isTrue();
            var records = repositories.stream()
                    .map(repository -> threads.submit(() -> shared.record(
                            head(),
                            repository,
                            new Outcome.Updated(NOW, 1, false),
                            repository.equals(repositories.get(3)) ? old : lease)))
                    .toList();
            while (handle.waiting() < repositories.size()) {
                assertThat(records).as("none is kept before its turn").noneMatch(Future::isDone);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            blocked.countDown();
            for (int number = 0; number < records.size(); number++) {
                var recorded = records.get(number);
                if (number == 3) {
                    assertThatExceptionOfType(ExecutionException.class)
                            .isThrownBy(recorded::get)
                            .withCauseInstanceOf(RotationStore.LeaseLostException.class);
                } else {
                    recorded.get();
                }
            }

            assertThat(holding.get()).isTrue();
            assertThat(version.read().orElseThrow().generation()).isEqualTo(before + 1);
            assertThat(shared.ledger(SECRET)).hasSize(repositories.size() - 1);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasRecordedIsInTheFileAtOnce() throws Exception {
        List<RepositoryName> repositories = repositories(20);
        Lease lease = take("first");
        store.save(head(), repositories, lease);
        for (int number = 0; number < 20; number++) {
            store.record(head(), repositories.get(number), updated(number), lease);
            assertThat(outcomesInACopy("copy-" + number)).startsWith(outcomesUpTo(number));
        }
    }

    /** The files that a process would leave if it died now. */
    private List<Outcome> outcomesInACopy(String name) throws IOException {
        Path directory = home.resolve(name);
        Files.write(new StateDirectory(directory).prepare(), Files.readAllBytes(file()));
        try (RotationStore copy = open(directory)) {
            return List.copyOf(copy.find(ID).orElseThrow().outcomes().values());
        }
    }

    private static Outcome[] outcomesUpTo(int last) {
        return IntStream.rangeClosed(0, last)
                .mapToObj(RotationStoreContract::updated)
                .toArray(Outcome[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 38, 64, 99})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "killing and limits are POSIX's")
    void whatAKilledProcessHadRecordedIsThere(int kill) throws Exception {
        long recorded;
        try (var child = StoreProcess.recording(home.resolve("state"), MANY)) {
            assertThat(child.lines().limit(kill)).hasSize(kill);
            child.kill();
            recorded = kill + child.lines().count();
        }
        assertThat(outcomes()).hasSize(MANY);
        assertThat(outcomes().values().stream().limit(recorded))
                .hasSize((int) recorded)
                .allMatch(Outcome.Updated.class::isInstance);
        assertThat(store.ledger(SECRET)).hasSizeBetween((int) recorded, (int) recorded + 1);
        assertThat(store.writesSince(NOW)).hasSameSizeAs(store.ledger(SECRET));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "killing and limits are POSIX's")
    void theLeaseOfAKilledProcessIsFreeAtOnceAndThatOfALivingOneIsNot() throws Exception {
        try (var child = StoreProcess.rotating(place())) {
            assertThat(child.line()).isEqualTo("open");
            child.letGo();
            assertThat(child.line()).isEqualTo("proceeds");
            assertThat(store.held(SECRET, NOW)).map(Lease::holder).contains("child");
            assertThatExceptionOfType(RotationStore.LeaseHeldException.class).isThrownBy(() -> take("second"));
            child.kill();
        }
        assertThat(store.held(SECRET, NOW)).isEmpty();
        assertThat(take("second").fence()).isEqualTo(2);
        try (var locks = Files.newDirectoryStream(home.resolve("state"), "lease-*")) {
            assertThat(locks).as("the lock of the killed one is gone").hasSize(1);
        }
    }

    @Test
    void aLeaseThatCouldNotBeGivenBackOnAFullDiskIsFreeAtOnce() {
        var table = EmbeddedTable.open(new StateDirectory(home.resolve("state")), () -> clock, ConflictRetry.real());
        var isFull = new AtomicBoolean();
        Table disk = FaultInjection.around(Table.class, table, Set.of("write"), () -> failIf(isFull.get()), () -> {});
        try (var full = new TableRotationStore(new StoreExecutor(disk, LeaseLocks.in(home.resolve("state"))))) {
            Lease lease = full.acquire(SECRET, "first", NOW, LENGTH);
            isFull.set(true);
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> full.release(lease));
            assertThat(store.held(SECRET, NOW)).isEmpty();
            assertThat(take("second").fence()).isEqualTo(2);
        }
    }

    private static void failIf(boolean isFull) {
        if (isFull) {
            throw new StoreUnavailableException("No space left on device");
        }
    }

    @Test
    void aLeaseThatWasRecordedWhileItsAnswerWasLostIsFreeAtOnce() {
        var table = EmbeddedTable.open(new StateDirectory(home.resolve("state")), () -> clock, ConflictRetry.real());
        Table disk = FaultInjection.around(Table.class, table, Set.of("write"), () -> {}, () -> failIf(true));
        try (var full = new TableRotationStore(new StoreExecutor(disk, LeaseLocks.in(home.resolve("state"))))) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> full.acquire(SECRET, "first", NOW, LENGTH));
            assertThat(take("second").fence()).isEqualTo(2);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "killing and limits are POSIX's")
    void aLeaseWhoseLockIsMissingCountsUntilItExpires() throws Exception {
        try (var child = StoreProcess.rotating(place())) {
            assertThat(child.line()).isEqualTo("open");
            child.letGo();
            assertThat(child.line()).isEqualTo("proceeds");
            child.kill();
        }
        try (var locks = Files.newDirectoryStream(home.resolve("state"), "lease-*")) {
            for (Path lock : locks) {
                Files.delete(lock);
            }
        }
        assertThatExceptionOfType(RotationStore.LeaseHeldException.class).isThrownBy(() -> take("second"));
        assertThat(store.acquire(SECRET, "second", NOW.plus(LENGTH.multipliedBy(2)), LENGTH)
                        .fence())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../mine", "lease-/../mine.lock", "mine", "lease-1.lock/", "lease-1.lock", ""})
    void aNameThatIsNoLockIsLeftAlone(String name) throws Exception {
        Path mine = Files.writeString(home.resolve("mine"), "kept");
        var locks = LeaseLocks.in(home.resolve("state"));
        assertThat(locks.isGone(name)).isFalse();
        locks.forget(name);
        assertThat(mine).hasContent("kept");
    }

    @Test
    void whoFindsTheFileOpenElsewhereIsToldThatItIsInUse() throws Exception {
        var pauses = new ArrayList<Duration>();
        var impatient = new ConflictRetry(pauses::add, new Random(1));
        try (var child = StoreProcess.holding(home.resolve("state"))) {
            assertThat(child.line()).isEqualTo("open");
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> open(home.resolve("state"), impatient))
                    .withMessage(
                            "the store " + file() + " is in use by another run of ccat-pat: wait until it has ended,"
                                    + " or set ccat.pat.store.path to another directory");
        }
        assertThat(pauses).hasSize(ConflictRetry.TRIES - 1);
        assertThat(take("first").fence()).isEqualTo(1);
    }

    @Test
    void whoFindsTheFileOpenElsewhereWaitsALittle() throws Exception {
        try (var child = StoreProcess.holding(home.resolve("state"))) {
            assertThat(child.line()).isEqualTo("open");
            var patient = new ConflictRetry(pause -> end(child), new Random(1));
            try (var second = open(home.resolve("state"), patient)) {
                assertThat(second.newest(1)).isEmpty();
            }
        }
    }

    private static void end(StoreProcess child) {
        try {
            child.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneLooksIntoTheStoreWhileAnotherWorks() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API), lease);
        try (var other = another()) {
            store.record(head(), WEB, updated(1), lease);
            assertThat(other.find(ID).orElseThrow().outcomes()).containsEntry(WEB, updated(1));
            store.record(head(), API, updated(2), lease);
            assertThat(other.find(ID).orElseThrow().outcomes()).containsEntry(API, updated(2));
        }
    }

    @Test
    void aReaderNeverMeetsHalfAChange() throws Exception {
        Lease lease = take("first");
        store.save(head(), repositories(60), lease);
        try (var other = another();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> {
                for (int number = 0; number < 60; number++) {
                    store.record(head(), StoreProcess.repository(number), updated(number), lease);
                }
                return true;
            });
            while (!writing.isDone()) {
                int writes = other.writesSince(NOW).size();
                assertThat(other.ledger(SECRET)).hasSizeGreaterThanOrEqualTo(writes);
                assertThat(other.find(ID).orElseThrow().outcomes()).hasSize(60);
            }
            assertThat(writing.get()).isTrue();
        }
        assertThat(store.ledger(SECRET)).hasSize(60);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "killing and limits are POSIX's")
    void afterAFullDiskEverythingRecordedIsThere() throws Exception {
        int recorded;
        try (var child = StoreProcess.recordingWithin(home.resolve("state"), MANY, 300)) {
            List<String> lines = child.lines().toList();
            recorded = lines.size() - 1;
            assertThat(lines.getLast())
                    .startsWith("the store " + file() + " cannot be written (")
                    .endsWith("): make room there and run again; what it held is kept");
        }
        assertThat(recorded).isBetween(1, MANY - 1);
        assertThat(outcomes().values().stream().limit(recorded)).allMatch(Outcome.Updated.class::isInstance);
        Lease lease = take("second");
        store.record(head(), StoreProcess.repository(MANY - 1), updated(1), lease);
    }

    @Test
    void keepsNothingButTheFingerprintOfAToken() throws Exception {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, updated(1), lease);
        store.close();
        try (var files = Files.walk(home)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .filteredOn(path -> !path.getFileName().toString().startsWith("lease-"))
                    .containsExactlyInAnyOrder(file(), file().resolveSibling("store.version"));
            assertThat(all)
                    .filteredOn(path -> path.getFileName().toString().startsWith("lease-"))
                    .singleElement(PATH)
                    .isEmptyFile();
            assertThat(file().resolveSibling("store.version")).content().matches("[0-9]+ each:[0-9a-f]{64}\n");
            assertThat(Files.readString(file(), ISO_8859_1))
                    .contains(TOKEN.value())
                    .doesNotContain(MARKER)
                    .doesNotContain("java.")
                    .doesNotContain("io.github");
        }
    }

    @Test
    void writesThatNobodyNeedsAreForgotten() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API, OPS), lease);
        store.record(head(), WEB, updated(1), lease);
        clock = NOW.plus(Duration.ofHours(2));
        store.record(head(), API, new Outcome.Updated(clock, 1, false), lease);
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plusMillis(1), clock);
        clock = NOW.plus(Duration.ofHours(4));
        store.record(head(), OPS, new Outcome.Updated(clock, 1, false), lease);
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plus(Duration.ofHours(2)), clock);
        assertThat(store.ledger(SECRET)).hasSize(3);
    }

    /**
     * Replaced pages are kept for 45 seconds more, in case the disk has not written in order; then they are reused.
     */
    @Test
    void aChangeTakesLittleSpace() throws Exception {
        List<RepositoryName> repositories = repositories(200);
        Lease lease = take("first");
        store.save(head(), repositories, lease);
        long before = Files.size(file());
        for (int number = 0; number < 200; number++) {
            store.record(head(), repositories.get(number), updated(number), lease);
        }
        assertThat((Files.size(file()) - before) / 200).isLessThan(20_000);
    }

    private static List<RepositoryName> repositories(int count) {
        return IntStream.range(0, count).mapToObj(StoreProcess::repository).toList();
    }

    private Path file() {
        return home.resolve("state").resolve("store.mv");
    }
}
