package io.github.ccatobs.pat.store;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directory of one user in which the embedded store lies. It is private: created with mode 0700
 * and the file with 0600, from the first moment on. A directory that is there and open to others is refused and not
 * changed, since it may be one that others need; a file that is open to others is closed to them.
 *
 * @param path where it is
 */
record StateDirectory(Path path) {

    static final String SETTING = "ccat.pat.store.path";

    private static final String NAME = "ccat-pat";
    private static final String FILE = "store.mv";
    private static final Set<PosixFilePermission> FILE_MODE = Set.of(OWNER_READ, OWNER_WRITE);
    private static final String DIRECTORY_MODE = "rwx------";

    /**
     * Finds the directory.
     *
     * @param configured what the settings say; else a directory in the user's state directory is taken
     * @param environment for {@code XDG_STATE_HOME}, which counts when it is absolute, as its specification says
     * @param home the user's own directory
     * @throws StoreUnavailableException when the configured text is not a path, or the user's own directory is unknown
     */
    static StateDirectory locate(Optional<String> configured, Map<String, String> environment, String home) {
        return new StateDirectory(configured
                .map(StateDirectory::parse)
                .orElseGet(() -> stateHome(environment, home).resolve(NAME))
                .toAbsolutePath()
                .normalize());
    }

    private static Path stateHome(Map<String, String> environment, String home) {
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(text -> !text.isBlank())
                .map(StateDirectory::parse)
                .filter(Path::isAbsolute)
                .orElseGet(() -> userHome(home).resolve(Path.of(".local", "state")));
    }

    /** Java's {@code user.home} is "?" for a user without an entry in the system's list of users, as in a container. */
    private static Path userHome(String home) {
        return Optional.of(home)
                .filter(text -> !text.isBlank())
                .map(StateDirectory::parse)
                .filter(Path::isAbsolute)
                .orElseThrow(
                        () -> new NoStateDirectoryException("this user has no home directory to keep the store in: set "
                                + SETTING + " to a directory of this user"));
    }

    private static Path parse(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new StoreUnavailableException(
                    "the store's directory is not a path: " + e.getReason() + ". Set " + SETTING + " to another", e);
        }
    }

    /**
     * Makes the directory and, in it, an empty file for the store, where there was none before.
     *
     * @return the file
     * @throws StoreUnavailableException saying what is in the way, or that the store that was there is missing
     */
    Path prepare() {
        try {
            Files.createDirectories(path, mode(PosixFilePermissions.fromString(DIRECTORY_MODE)));
            requirePrivate();
            return file(path.toRealPath().resolve(FILE));
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnavailableException(
                    e.getFile() + " is in the way of the store's directory " + path + ": set " + SETTING
                            + " to another",
                    e);
        } catch (IOException e) {
            String message = "cannot make the store in " + path + " (" + reason(e) + "): make it writable, or set "
                    + SETTING + " to a directory that is";
            throw isOutOfReach() ? new NoStateDirectoryException(message) : new StoreUnavailableException(message, e);
        }
    }

    /** Whether there is no store, and this user may not make one: a read-only system, or a directory of another user. */
    private boolean isOutOfReach() {
        Path there = path;
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return Files.notExists(path.resolve(FILE)) && !Files.isWritable(there);
    }

    /**
     * The directory without links, so that one process knows it by one name; {@link #prepare} has made it.
     *
     * @throws StoreUnavailableException when it is gone
     */
    Path real() {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "the store's directory " + path + " is gone (" + reason(e) + "): run again", e);
        }
    }

    private void requirePrivate() throws IOException {
        if (hasModes()
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .endsWith("------")) {
            throw new StoreUnavailableException("the store's directory " + path + " is open to others: run chmod 700 "
                    + path + ", or set " + SETTING + " to a directory that is not there yet");
        }
    }

    private Path file(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            new StoreIntegrity(file).requireNoneBefore();
            create(file);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreUnavailableException(
                    file + " is not a file, so the store cannot be kept there: move it away, or set " + SETTING
                            + " to another directory");
        }
        if (hasModes() && !Files.getPosixFilePermissions(file).equals(FILE_MODE)) {
            Files.setPosixFilePermissions(file, FILE_MODE);
        }
        return file;
    }

    /** Another process may be quicker; then its file is used. */
    private void create(Path file) throws IOException {
        try {
            Files.createFile(file, mode(FILE_MODE));
        } catch (FileAlreadyExistsException e) {
            requirePrivate();
        }
    }

    private FileAttribute<?>[] mode(Set<PosixFilePermission> permissions) {
        return hasModes()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Windows has none; its user directories are closed to others anyway. */
    private boolean hasModes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    /** There is no directory for the store, and this user may not make it. */
    static final class NoStateDirectoryException extends StoreUnavailableException {
        private static final long serialVersionUID = 1L;

        private NoStateDirectoryException(String message) {
            super(message);
        }
    }
}
