package io.github.ccatobs.pat.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A new directory in the temporary directory which no other user can look into, write to or replace files of: mode
 * 0700, files 0600, from the first moment on and under any umask. {@link #close} deletes it with its files, and so does
 * the end of the process where that comes first.
 *
 * <p>Windows keeps a library that is loaded, so there the directory stays until a later process deletes it.
 */
final class PrivateTempDirectory implements AutoCloseable {

    private static final String PREFIX = "ccat-pat-native-";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    /** Far longer than a process needs between unpacking a library and loading it. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Path path;
    private final Thread atExit;

    private PrivateTempDirectory(Path path) {
        this.path = path;
        this.atExit = new Thread(() -> delete(path), "delete " + path.getFileName());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Makes one, in the directory of {@code -Djava.io.tmpdir} where Java was started with that. The property itself no longer says
     * so: Quarkus' extension for AWS Lambda sets it to {@code /tmp} in every program that it is part of.
     */
    static PrivateTempDirectory create() throws IOException {
        Path path = Files.createTempDirectory(PREFIX, mode("rwx------"));
        if (!POSIX) {
            deleteLeftovers(path.resolveSibling(""), Instant.now().minus(LEFT_BEHIND));
        }
        return new PrivateTempDirectory(path);
    }

    Path path() {
        return path;
    }

    /** Copies {@code content} into a new file of this name. */
    Path write(String name, InputStream content) throws IOException {
        Path file = path.resolve(name);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = Channels.newOutputStream(Files.newByteChannel(file, options, mode("rw-------")))) {
            content.transferTo(out);
        }
        return file;
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ignored) {
            // It deletes the directory, too.
        }
    }

    /** Deletes the directories in {@code parent} that earlier processes could not delete and left before {@code time}. */
    static void deleteLeftovers(Path parent, Instant time) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : leftovers) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(time)) {
                    delete(directory);
                }
            }
        } catch (IOException e) {
            // A later process tries again.
        }
    }

    private static void delete(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException ignored) {
            // See deleteLeftovers.
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
