package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file that a report is written to. It is there whole or not at all, and takes the place of the one before; a pipe or a
 * device takes what is written.
 *
 * @param path where it is
 */
record ReportFile(Path path, ReportFormat format) {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    /**
     * Checks before the work that it can be written.
     *
     * @param isOfAll whether the audit before it is of all repositories, which alone is kept
     * @throws IllegalArgumentException when it cannot, or not
     */
    void check(boolean isOfAll) {
        if (path.equals(Path.of("-"))) {
            throw new IllegalArgumentException("--report is '-': expected a file, as the table goes to stdout");
        }
        if (!isOfAll) {
            throw new IllegalArgumentException("--report shows the audit that is kept, and one of some repositories is"
                    + " not kept: omit --repo");
        }
        if (Files.isDirectory(path) || !canBeWritten()) {
            throw new IllegalArgumentException("cannot write " + QuotedText.of(path.toString())
                    + ": expected a file in a directory that exists and can be written"
                    + (Files.isRegularFile(path) ? "; an existing file is replaced, and must be writable too" : ""));
        }
    }

    /** One that is there is replaced, never written over: a failure half way leaves it as it was. */
    private boolean canBeWritten() {
        try {
            return isStream() ? Files.isWritable(path) : Files.isWritable(directory(target())) && isReplaceable();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isReplaceable() {
        return !Files.exists(path) || Files.isWritable(path);
    }

    /** The file that the path leads to, also where a symbolic link leads to none yet: the link stays. */
    private Path target() throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        var file = path;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            file = directory(file).resolve(Files.readSymbolicLink(file));
        }
        return file;
    }

    /**
     * Writes {@code text}.
     *
     * @return where it lies
     * @throws IllegalArgumentException when it cannot be written
     */
    Path write(String text) {
        try {
            if (isStream()) {
                Files.writeString(path, text, StandardOpenOption.APPEND);
            } else {
                replace(target(), text);
            }
            return path;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot write " + QuotedText.of(path.toString()) + ": " + e.getMessage(), e);
        }
    }

    /** A pipe or a device, or what this process has open already: {@code /dev/stdout} may be a file. */
    private boolean isStream() {
        return Files.exists(path)
                && (!Files.isRegularFile(path)
                        || Stream.of("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc")
                                .anyMatch(path.toAbsolutePath().normalize()::startsWith));
    }

    private static void replace(Path file, String text) throws IOException {
        var beside = directory(file).resolve(".ccat-pat-" + UUID.randomUUID() + ".tmp");
        try (var out = create(beside, file)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Creates {@code file}: as readable as any that this user makes, or as {@code before} where that is there, at no moment more.
     */
    static FileChannel create(Path file, Path before) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var view = Files.getFileAttributeView(before, PosixFileAttributeView.class);
        if (view == null || !Files.exists(before)) {
            return FileChannel.open(file, options);
        }
        var permissions = view.readAttributes().permissions();
        var out = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(permissions));
        // The umask may have taken some away.
        Files.setPosixFilePermissions(file, permissions);
        return out;
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is a directory");
    }
}
