package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a report is written to, and the one that was there before. */
class ReportFileTest {

    @Test
    void isNeverReadableByMoreThanTheOneBefore(@TempDir Path directory) throws IOException {
        var before = Files.writeString(directory.resolve("report.html"), "before");
        for (String mode : new String[] {"rw-------", "rw-rw-rw-"}) {
            Files.setPosixFilePermissions(before, PosixFilePermissions.fromString(mode));
            var beside = directory.resolve(mode);
            try (var out = ReportFile.create(beside, before)) {
                assertThat(out.size()).isZero();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside)))
                        .isEqualTo(mode);
            }
            assertThat(new ReportFile(before, ReportFormat.HTML).write("after")).hasContent("after");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(before)))
                    .isEqualTo(mode);
        }
    }

    @Test
    void leavesTheOneBeforeWholeWhereItCannotBeReplaced(@TempDir Path directory) throws IOException {
        var before = Files.writeString(directory.resolve("report.html"), "before");
        var other = Files.createLink(directory.resolve("other"), before);
        new ReportFile(before, ReportFormat.HTML).write("after");
        assertThat(other).as("not written over").hasContent("before");

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(directory), "root writes everywhere");
            var file = new ReportFile(before, ReportFormat.HTML);
            assertThatThrownBy(() -> file.check(true))
                    .hasMessageContaining("cannot write '")
                    .hasMessageEndingWith("; an existing file is replaced, and must be writable too");
            assertThatThrownBy(() -> file.write("another")).hasMessageContaining("cannot write '");
            assertThat(before).hasContent("after");
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void writesWhatALinkLeadsToAlsoWhereThatIsNotThereYet(@TempDir Path directory) throws IOException {
        var published = Files.createDirectory(directory.resolve("published")).resolve("report.html");
        var second = Files.createSymbolicLink(directory.resolve("second"), Path.of("published", "report.html"));
        var link = Files.createSymbolicLink(directory.resolve("report.html"), second);
        for (String text : new String[] {"first", "again"}) {
            var file = new ReportFile(link, ReportFormat.HTML);
            file.check(true);
            file.write(text);
            assertThat(link).isSymbolicLink();
            assertThat(published).isRegularFile().hasContent(text);
        }
        var loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> new ReportFile(loop, ReportFormat.HTML).check(true))
                .hasMessageStartingWith("cannot write '");
    }
}
