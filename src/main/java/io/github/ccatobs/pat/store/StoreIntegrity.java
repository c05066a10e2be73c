package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Compares the embedded store with what was written last: MVStore checks the structure of its file, but not its
 * content, and takes the last whole commit that it finds for the newest one. The first look reads every entry; later ones of the
 * same process trust a file that is unchanged since. It notices every changed entry, a file that
 * is cut off or empty, and an older copy beside a newer {@link StoreVersionFile}. It cannot notice that both files
 * were replaced by older ones.
 */
final class StoreIntegrity {

    private final Path store;
    private final StoreVersionFile last;
    private final StoreFileErrors errors;
    private Optional<Checked> checked = Optional.empty();

    /** A version whose entries were all checked, or follow from checked ones, and the file that held it. */
    private record Checked(StoreVersion version, FileState state) {}

    /** What every writing to a file changes. */
    private record FileState(long size, FileTime modified, Optional<Object> identity) {

        /** The state of {@code path}; empty when the system does not tell. */
        private static Optional<FileState> of(Path path) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return Optional.of(new FileState(
                        attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey())));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

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
     * Checks the entries: every one of them, unless the file is just as this process left or checked it last.
     *
     * @return the entries
     * @throws StoreUnavailableException when the store is not the one that was written last, or a later one
     */
    StoreEntries check(MvStoreFile opened) {
        Optional<FileState> state = FileState.of(store);
        StoreEntries entries = isAsItWas(opened, state)
                ? new StoreEntries(
                        opened.map(),
                        EntriesDigest.parse(opened.recorded().orElseThrow().digest()))
                : verified(opened);
        lastVersion().ifPresent(expected -> requireAtLeast(expected, found(opened, expected)));
        checked = opened.recorded()
                .filter(StoreVersion::hasEntriesDigest)
                .flatMap(version -> state.map(it -> new Checked(version, it)));
        return entries;
    }

    private boolean isAsItWas(MvStoreFile opened, Optional<FileState> state) {
        return checked.filter(before -> opened.recorded().equals(Optional.of(before.version())))
                .filter(before -> state.equals(Optional.of(before.state())))
                .isPresent();
    }

    private StoreEntries verified(MvStoreFile opened) {
        checked = Optional.empty();
        var entries = StoreEntries.of(opened.map());
        boolean isDamaged = opened.recorded()
                .filter(version -> !version.digest().equals(digestLike(version, entries, opened)))
                .isPresent();
        if (isDamaged) {
            throw errors.damaged(new IllegalArgumentException("the entries are not those that were written"));
        }
        return entries;
    }

    private static String digestLike(StoreVersion version, StoreEntries entries, MvStoreFile opened) {
        return version.hasEntriesDigest() ? entries.digest() : EntriesDigest.sequentialDigest(opened.map());
    }

    /** The version that is recorded in the store; of a release that recorded none, one that can be compared with {@code expected}. */
    private static StoreVersion found(MvStoreFile opened, StoreVersion expected) {
        return opened.recorded()
                .orElseGet(() -> new StoreVersion(0, digestLike(expected, StoreEntries.of(opened.map()), opened)));
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
     * @param entries what {@link #check} has given
     * @return the version that the store has then
     * @throws StoreUnavailableException when the version cannot be written beside it; the change itself is kept
     */
    StoreVersion keep(MvStoreFile opened, StoreEntries entries) {
        Optional<StoreVersion> before = opened.recorded();
        var next = new StoreVersion(before.map(StoreVersion::generation).orElse(0L) + 1, entries.digest());
        StoreVersion now =
                before.filter(version -> version.digest().equals(next.digest())).orElse(next);
        if (now.equals(next)) {
            opened.keep(now);
            remember(now);
        } else if (!lastVersion().equals(Optional.of(now))) {
            catchUp(now);
        }
        return now;
    }

    /** Takes down that the file was closed and holds {@code version}, so that it need not be read anew while it is unchanged. */
    void closed(StoreVersion version) {
        checked = FileState.of(store).map(state -> new Checked(version, state));
    }

    /** Forgets what was checked, after something went wrong. */
    void forget() {
        checked = Optional.empty();
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
