package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file that a report is written to. It is there whole or not at all, and takes the place of the one before; a pipe or a
 * device takes what is written.
 *
 * @param path where it is
 */
record ReportFile(Path path, ReportFormat format) {

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
                    + ": expected a file in a directory that exists and can be written");
        }
    }

    private boolean canBeWritten() {
        return Files.exists(path) ? Files.isWritable(path) : Files.isWritable(directory(path));
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
            } else if (Files.exists(path) && !Files.isWritable(directory(path.toRealPath()))) {
                Files.writeString(path, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                replace(Files.exists(path) ? path.toRealPath() : path, text);
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

    /** A new file is as readable as any that this user makes, and one that was there as before. */
    private static void replace(Path file, String text) throws IOException {
        var beside = directory(file).resolve(".ccat-pat-" + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(beside, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is a directory");
    }
}
