package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Says in our words what is wrong with the file of the embedded store, and what to do. */
final class StoreFileErrors {

    private static final String AWAY = " it and store.version away";

    private final Path path;

    StoreFileErrors(Path path) {
        this.path = path;
    }

    static boolean isInUse(MVStoreException why) {
        return why.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    StoreUnavailableException inUse() {
        return new StoreUnavailableException(
                "the store " + path + " is in use by another run of ccat-pat: wait until it has ended, or set "
                        + StateDirectory.SETTING + " to another directory");
    }

    /** When the file belongs to another user, or lies on a file system that is read-only. */
    StoreUnavailableException notOurs() {
        return new StoreUnavailableException(
                "the store " + path + " cannot be written: make it yours and writable again, or set "
                        + StateDirectory.SETTING + " to another directory");
    }

    /** When there was a store, and its file is gone. */
    StoreUnavailableException missing() {
        return new StoreUnavailableException("the store " + path + " is missing, but " + versionFile()
                + " says that it was written: put a copy of it back, or delete " + versionFile()
                + " to start with an empty one");
    }

    /** When nothing is left in it. */
    StoreUnavailableException emptied() {
        return new StoreUnavailableException(
                "the store " + path + " is empty, but it was written before: put a copy back, or move" + AWAY
                        + " and start with an empty one");
    }

    /** When it is not the last version. */
    StoreUnavailableException older(long found, long last) {
        return new StoreUnavailableException(
                "the store " + path + " is cut off or an older copy: its last change is number " + found
                        + ", but number " + last + " was written: put the last file back, or delete " + versionFile()
                        + " to continue with this one");
    }

    /** When the file beside it cannot be understood. */
    StoreUnavailableException versionDamaged(Path versionFile, Throwable why) {
        return new StoreUnavailableException(
                "the file " + versionFile + " is damaged, so it is unknown whether the store " + path
                        + " is the last one: delete " + versionFile + " if it is",
                why);
    }

    StoreUnavailableException damaged(Throwable why) {
        return new StoreUnavailableException(
                "the file " + path + " is damaged, or not a store of ccat-pat: put a copy back, or move" + AWAY
                        + " and start with an empty one",
                why);
    }

    StoreUnavailableException notWritten(Throwable why) {
        return new StoreUnavailableException(
                "the store " + path + " cannot be written" + system(why)
                        + ": make room there and run again; what it held is kept",
                why);
    }

    private Path versionFile() {
        return StoreVersionFile.beside(path).path();
    }

    /**
     * A damaged file makes MVStore fail in any way: an invalid length in it may ask for more memory than there is.
     */
    StoreUnavailableException explain(Throwable why) {
        int code =
                switch (why) {
                    case MVStoreException failure -> failure.getErrorCode();
                    case IOException failure -> DataUtils.ERROR_READING_FAILED;
                    default -> DataUtils.ERROR_FILE_CORRUPT;
                };
        return switch (code) {
            case DataUtils.ERROR_WRITING_FAILED -> notWritten(why);
            case DataUtils.ERROR_READING_FAILED ->
                new StoreUnavailableException(
                        "the store " + path + " cannot be read" + system(why)
                                + ": check the disk; if the file is damaged, or not a store of ccat-pat, put a copy back, or"
                                + " move" + AWAY + " and start with an empty one",
                        why);
            default -> damaged(why);
        };
    }

    /** The operating system's message, if there is one. */
    private static String system(Throwable why) {
        return Stream.iterate(why, Objects::nonNull, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .findFirst()
                .map(Throwable::getMessage)
                .map(message -> " (" + message + ")")
                .orElse("");
    }
}
