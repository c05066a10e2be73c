package io.github.ccatobs.pat.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateTempDirectoryTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such modes")
    void isClosedToOthersWithItsFiles() throws IOException {
        try (var directory = PrivateTempDirectory.create()) {
            Path file = directory.write("library", content("x"));

            assertThat(mode(directory.path())).isEqualTo("rwx------");
            assertThat(mode(file)).isEqualTo("rw-------");
        }
    }

    @Test
    void neverWritesIntoAFileThatIsThere() throws IOException {
        try (var directory = PrivateTempDirectory.create()) {
            Path file = directory.write("library", content("mine"));

            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> directory.write("library", content("theirs")));
            assertThat(file).hasContent("mine");
        }
    }

    @Test
    void neverFollowsALink(@TempDir Path elsewhere) throws IOException {
        Path target = elsewhere.resolve("target");
        try (var directory = PrivateTempDirectory.create()) {
            Files.createSymbolicLink(directory.path().resolve("library"), target);

            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> directory.write("library", content("x")));
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void isGoneWhenClosed() throws IOException {
        var directory = PrivateTempDirectory.create();
        directory.write("one", content("1"));
        directory.write("two", content("2"));
        directory.close();

        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void deletesWhatEarlierProcessesLeft(@TempDir Path parent) throws IOException {
        Instant now = Instant.parse("2026-11-25T03:00:00Z");
        Path old = leftover(parent, "ccat-pat-native-1", now.minusSeconds(1));
        Path beingUnpacked = leftover(parent, "ccat-pat-native-2", now);
        Path another = leftover(parent, "another-1", now.minusSeconds(1));

        PrivateTempDirectory.deleteLeftovers(parent, now);

        assertThat(old).doesNotExist();
        assertThat(beingUnpacked.resolve("library")).exists();
        assertThat(another.resolve("library")).exists();
    }

    private static Path leftover(Path parent, String name, Instant time) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        Files.writeString(directory.resolve("library"), "x");
        return Files.setLastModifiedTime(directory, FileTime.from(time));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
