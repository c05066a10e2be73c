package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.h2.mvstore.MVStoreException;

/**
 * A file of H2's MVStore with one map of texts, opened for each reading and each change and then closed, so that one
 * run may look into it while another one works. Only one has it open at a time to change it. Who finds it open in another
 * process waits a little, and reports that it is in use when that does not help; the threads of this process have it in
 * turn, so that none that reads again and again keeps a writer out. Each change is one commit, forced to the disk, and a
 * change that fails half way is not kept. Every entry is checked by {@link StoreIntegrity} whenever another may have touched the
 * file; one that cannot be read, or is not as it was left, is refused and left as it is.
 */
final class LockedStoreFile implements EmbeddedTable.StoreMap {

    /**
     * For each file, whose turn it is in this process. Another thread must not so much as touch the file meanwhile: on POSIX a
     * process loses its lock as soon as it closes any handle of the file.
     */
    private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

    private final Path path;
    private final ReentrantLock turn;
    private final ConflictRetry retry;
    private final StoreFileErrors errors;
    private final StoreIntegrity integrity;

    /** Uses {@code path}, an empty file or a store of ccat-pat, without reading it yet. */
    LockedStoreFile(Path path, ConflictRetry retry) {
        this.path = path;
        this.turn = TURNS.computeIfAbsent(path, file -> new ReentrantLock(true));
        this.retry = retry;
        this.errors = new StoreFileErrors(path);
        this.integrity = new StoreIntegrity(path);
    }

    /**
     * Reads what is there; there must have been a {@link #change} before.
     *
     * @throws StoreUnavailableException when it stays in use, cannot be read or is something else
     */
    @Override
    public <T> T read(Function<StoreEntries, T> reading) {
        return use(true, opened -> {
            var entries = integrity.check(opened);
            return reading.apply(entries);
        });
    }

    /**
     * Does what {@code change} says and then forces it to the disk.
     *
     * @throws StoreUnavailableException when it stays in use, cannot be written or is something else
     */
    @Override
    public <T> T change(Function<StoreEntries, T> change) {
        var changed = use(false, opened -> {
            var entries = integrity.check(opened);
            T result = change.apply(entries);
            return new KeptChange<>(result, integrity.keep(opened, entries));
        });
        integrity.closed(changed.version());
        return changed.result();
    }

    private record KeptChange<T>(T result, StoreVersion version) {}

    private <T> T use(boolean readOnly, Function<MvStoreFile, T> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException(this + " is opened again by the thread that has it open");
        }
        turn.lock();
        try (var opened = open(readOnly)) {
            return work.apply(opened);
        } catch (FailureException e) {
            integrity.forget();
            throw e;
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            integrity.forget();
            throw errors.explain(e);
        } finally {
            turn.unlock();
        }
    }

    private MvStoreFile open(boolean readOnly) {
        if (Files.notExists(path)) {
            throw errors.missing();
        }
        if (!Files.isWritable(path)) {
            throw errors.notOurs();
        }
        integrity.requireNotEmptied();
        for (int tried = 1; ; tried++) {
            Optional<MvStoreFile> opened = tryToOpen(readOnly);
            if (opened.isPresent()) {
                return opened.get();
            }
            waitAfter(tried);
        }
    }

    private Optional<MvStoreFile> tryToOpen(boolean readOnly) {
        try {
            return Optional.of(MvStoreFile.open(path, readOnly));
        } catch (MVStoreException e) {
            if (StoreFileErrors.isInUse(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void waitAfter(int tried) {
        if (!retry.mayRetryAfter(tried)) {
            throw errors.inUse();
        }
        retry.before(tried);
    }

    @Override
    public String toString() {
        return "the store " + path;
    }
}
