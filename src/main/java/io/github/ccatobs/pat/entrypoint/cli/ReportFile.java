package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file that a report is written to. It is there whole or not at all, and takes the place of the one before.
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
        if (!isOfAll) {
            throw new IllegalArgumentException("--report shows the audit that is kept, and one of some repositories is"
                    + " not kept: omit --repo");
        }
        if (Files.isDirectory(path) || !Files.isWritable(directory())) {
            throw new IllegalArgumentException("cannot write " + QuotedText.of(path.toString())
                    + ": expected a file in a directory that exists and can be written");
        }
    }

    /**
     * Writes {@code text}.
     *
     * @return where it lies
     * @throws IllegalArgumentException when it cannot be written
     */
    Path write(String text) {
        try {
            var beside = Files.createTempFile(directory(), "ccat-pat", ".tmp");
            try {
                Files.writeString(beside, text);
                Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            return path;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot write " + QuotedText.of(path.toString()) + ": " + e.getMessage(), e);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root is a directory");
    }
}
