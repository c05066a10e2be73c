package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes and absolute paths are POSIX's")
class StateDirectoryTest {

    private final Path home;

    StateDirectoryTest(@TempDir Path home) throws IOException {
        this.home = home.toRealPath();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/srv/state, /xdg,   /srv/state",
                "-,          /xdg,   /xdg/ccat-pat",
                "-,          ' ',    /home/alice/.local/state/ccat-pat",
                "-,          xdg,    /home/alice/.local/state/ccat-pat",
                "-,          -,      /home/alice/.local/state/ccat-pat",
                "/srv/../x,  -,      /x",
            })
    void liesWhereTheSettingsOrElseTheEnvironmentSay(String configured, String xdg, String expected) {
        Map<String, String> environment = xdg == null ? Map.of() : Map.of("XDG_STATE_HOME", xdg);
        assertThat(StateDirectory.locate(Optional.ofNullable(configured), environment, "/home/alice")
                        .path())
                .isEqualTo(Path.of(expected));
    }

    @Test
    void aRelativePathStartsWhereTheCommandRuns() {
        assertThat(StateDirectory.locate(Optional.of("state"), Map.of(), "/home/alice")
                        .path())
                .isEqualTo(Path.of("state").toAbsolutePath());
    }

    /** Java says "?" of a user whom the system does not know, and the directory would lie wherever the command runs. */
    @ParameterizedTest
    @ValueSource(strings = {"?", "", " ", "home/alice"})
    void refusesToGuessWhereAUserWithoutAHomeKeepsIt(String home) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> StateDirectory.locate(Optional.empty(), Map.of("XDG_STATE_HOME", "xdg"), home))
                .withMessage("this user has no home directory to keep the store in: set ccat.pat.store.path to a"
                        + " directory of this user");
        assertThat(StateDirectory.locate(Optional.of("/srv/state"), Map.of(), home)
                        .path())
                .isEqualTo(Path.of("/srv/state"));
        assertThat(StateDirectory.locate(Optional.empty(), Map.of("XDG_STATE_HOME", "/xdg"), home)
                        .path())
                .isEqualTo(Path.of("/xdg/ccat-pat"));
    }

    @Test
    void saysThatATextIsNoPath() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> StateDirectory.locate(Optional.of("a\0b"), Map.of(), "/home/alice"))
                .withMessage(
                        "the store's directory is not a path: Nul character not allowed. Set ccat.pat.store.path to another");
    }

    @Test
    void whatItMakesIsClosedToOthers() throws IOException {
        Path directory = home.resolve("made/for/ccat-pat");
        Path file = new StateDirectory(directory).prepare();
        assertThat(file).isEqualTo(directory.resolve("store.mv")).isEmptyFile();
        assertThat(modes(file)).isEqualTo("rw-------");
        assertThat(modes(directory)).isEqualTo("rwx------");
        assertThat(modes(home.resolve("made"))).isEqualTo("rwx------");
    }

    /** The mode is given as the file is made, and a umask only takes away. */
    @Test
    void anOpenUmaskOpensNothing() throws Exception {
        Path directory = home.resolve("state");
        try (var process = StoreProcess.holdingUnderAnOpenUmask(directory)) {
            assertThat(process.line()).isEqualTo("open");
            assertThat(modes(directory)).isEqualTo("rwx------");
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(2).allSatisfy(file -> assertThat(modes(file))
                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void whatIsThereIsUsedAgain() throws IOException {
        Path file = new StateDirectory(home.resolve("state")).prepare();
        Files.writeString(file, "kept");
        assertThat(new StateDirectory(home.resolve("state")).prepare())
                .isEqualTo(file)
                .hasContent("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxrwxrwx", "rwx--x---", "rwx-----x"})
    void refusesADirectoryThatIsOpenToOthersAndLeavesItAsItIs(String mode) throws IOException {
        Path directory = Files.createDirectory(home.resolve("shared"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(new StateDirectory(directory)::prepare)
                .withMessage("the store's directory " + directory + " is open to others: run chmod 700 " + directory
                        + ", or set ccat.pat.store.path to a directory that is not there yet");
        assertThat(modes(directory)).isEqualTo(mode);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void closesAFileThatIsOpenToOthers() throws IOException {
        Path file = new StateDirectory(home.resolve("state")).prepare();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
        new StateDirectory(home.resolve("state")).prepare();
        assertThat(modes(file)).isEqualTo("rw-------");
    }

    @Test
    void saysWhichFileIsInTheWayOfTheDirectory() throws IOException {
        Path file = Files.writeString(home.resolve("state"), "mine");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(new StateDirectory(file)::prepare)
                .withMessage(file + " is in the way of the store's directory " + file
                        + ": set ccat.pat.store.path to another");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(new StateDirectory(file.resolve("below"))::prepare)
                .withMessageStartingWith("cannot make the store in " + file.resolve("below") + " (")
                .withMessageEndingWith("): make it writable, or set ccat.pat.store.path to a directory that is");
        assertThat(file).hasContent("mine");
    }

    @Test
    void followsNoLinkAndOpensNoDirectoryInPlaceOfTheFile() throws IOException {
        Path linked = new StateDirectory(home.resolve("linked")).prepare();
        Files.delete(linked);
        Path target = Files.writeString(home.resolve("target"), "other");
        Files.createSymbolicLink(linked, target);
        Path full = new StateDirectory(home.resolve("full")).prepare();
        Files.delete(full);
        Files.createDirectory(full);
        for (Path file : new Path[] {linked, full}) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> new StateDirectory(
                                    home.resolve(home.relativize(file).getName(0)))
                            .prepare())
                    .withMessage(file + " is not a file, so the store cannot be kept there: move it away, or set"
                            + " ccat.pat.store.path to another directory");
        }
        assertThat(target).hasContent("other");
    }

    @Test
    void saysThatADirectoryCannotBeWritten() throws IOException {
        Path directory = Files.createDirectory(home.resolve("read-only"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        assumeTrue(!Files.isWritable(directory), "root may write everywhere");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(new StateDirectory(directory)::prepare)
                .withMessage("cannot make the store in " + directory
                        + " (AccessDenied): make it writable, or set ccat.pat.store.path to a directory that is");
    }

    private static String modes(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
