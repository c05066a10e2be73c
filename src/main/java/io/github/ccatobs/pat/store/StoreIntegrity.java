package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Compares the embedded store with what was written last: MVStore checks the structure of its file, but not its
 * content, and takes the last whole commit that it finds for the newest one. It notices every changed entry, a file that
 * is cut off or empty, and an older copy beside a newer {@link StoreVersionFile}. It cannot notice that both files
 * were replaced by older ones.
 */
final class StoreIntegrity {

    private final Path store;
    private final StoreVersionFile last;
    private final StoreFileErrors errors;

    StoreIntegrity(Path store) {
        this.store = store;
        this.last = StoreVersionFile.beside(store);
        this.errors = new StoreFileErrors(store);
    }

    /**
     * Makes ready for a store that is to be created. The order matters: a store is there whenever the file beside it
     * says that it was written.
     *
     * @throws StoreUnavailableException when there was a store
     */
    void requireNoneBefore() throws IOException {
        Optional<StoreVersion> before = lastVersion();
        if (before.isEmpty()) {
            last.write(StoreVersion.empty());
        } else if (isWritten(before.get()) && Files.notExists(store)) {
            throw errors.missing();
        }
    }

    /**
     * Refuses a file that was emptied, before MVStore takes it for a new one.
     *
     * @throws StoreUnavailableException when it was
     */
    void requireNotEmptied() {
        try {
            boolean mayBeEmpty =
                    lastVersion().filter(version -> !isWritten(version)).isPresent();
            if (!mayBeEmpty && Files.size(store) == 0) {
                throw errors.emptied();
            }
        } catch (IOException e) {
            throw errors.explain(e);
        }
    }

    /**
     * Checks every entry.
     *
     * @return the version it has
     * @throws StoreUnavailableException when it is not the one that was written last, or a later one
     */
    StoreVersion check(MvStoreFile opened) {
        String digest = StoreVersion.digest(opened.map());
        StoreVersion found = opened.recorded().orElse(new StoreVersion(0, digest));
        if (!found.digest().equals(digest)) {
            throw errors.damaged(new IllegalArgumentException("the entries are not those that were written"));
        }
        lastVersion().ifPresent(expected -> requireAtLeast(expected, found));
        return found;
    }

    private void requireAtLeast(StoreVersion expected, StoreVersion found) {
        if (found.generation() < expected.generation()) {
            throw errors.older(found.generation(), expected.generation());
        }
        if (found.generation() == expected.generation() && !found.equals(expected)) {
            throw errors.damaged(new IllegalArgumentException("another store was written here last"));
        }
    }

    /**
     * Keeps what was changed.
     *
     * @param before the version it had
     * @throws StoreUnavailableException when the version cannot be written beside it; the change itself is kept
     */
    void keep(MvStoreFile opened, StoreVersion before) {
        String digest = StoreVersion.digest(opened.map());
        boolean isChanged = opened.recorded().isEmpty() || !before.digest().equals(digest);
        StoreVersion now = isChanged ? before.followedBy(digest) : before;
        if (isChanged) {
            opened.keep(now);
            remember(now);
        } else if (!lastVersion().equals(Optional.of(now))) {
            catchUp(now);
        }
    }

    private void remember(StoreVersion version) {
        try {
            last.write(version);
        } catch (IOException e) {
            throw errors.notWritten(e);
        }
    }

    /** On a full disk, reading continues; the next change tries again and fails if it must. */
    private void catchUp(StoreVersion version) {
        try {
            last.write(version);
        } catch (IOException e) {
            // The version that is there is an earlier one, which the store may be ahead of.
        }
    }

    private Optional<StoreVersion> lastVersion() {
        try {
            return last.read();
        } catch (IllegalArgumentException e) {
            throw errors.versionDamaged(last.path(), e);
        } catch (IOException e) {
            throw errors.explain(e);
        }
    }

    private static boolean isWritten(StoreVersion version) {
        return version.generation() > 0;
    }
}
