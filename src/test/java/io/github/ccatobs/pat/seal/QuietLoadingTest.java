package io.github.ccatobs.pat.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.ProcessLines;
import io.github.ccatobs.pat.TestJvm;
import io.github.ccatobs.pat.domain.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Loading the native library in a process of its own: no word on stdout or stderr, whether it works or not. */
@Execution(ExecutionMode.CONCURRENT)
class QuietLoadingTest {

    @Test
    void loadsWithoutAWordAndLeavesNothingBehind(@TempDir Path temporary) throws Exception {
        List<String> there = List.of("-Djava.io.tmpdir=" + temporary, "-Djna.tmpdir=" + temporary);

        assertThat(run(there)).isEqualTo("SealedValue 120 characters, exit 0");
        assertThat(temporary).isEmptyDirectory();
    }

    /** The kernel says which files are loaded, whatever this program believes. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "relies on /proc")
    void loadsTheBundledLibraryAndNoOther(@TempDir Path temporary) throws Exception {
        String output = run(List.of("-Djava.io.tmpdir=" + temporary, "-Dsay=maps"));

        assertThat(output.lines().filter(line -> line.startsWith("/")))
                .hasSize(1)
                .allMatch(line -> line.startsWith(temporary + "/ccat-pat-native-"));
        assertThat(temporary).isEmptyDirectory();
    }

    /** The process ends while the library is being unpacked, as after a command that is refused at once. */
    @Test
    void leavesNothingBehindWhenItEndsEarly(@TempDir Path temporary) throws Exception {
        assertThat(run(List.of("-Djava.io.tmpdir=" + temporary, "-Dsay=nothing")))
                .isEqualTo(", exit 7");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "relies on /proc, where nobody can write")
    void failsClearlyWhenNothingCanBeUnpacked() throws Exception {
        List<String> nowhere = List.of("-Djava.io.tmpdir=/proc", "-Djna.tmpdir=/proc/none", "-Djna.nosys=true");

        assertThat(run(nowhere))
                .startsWith(
                        "SealException$LibsodiumMissingException: libsodium, which seals secrets for GitHub, cannot be loaded on ")
                .endsWith("package manager., exit 0")
                .doesNotContain("\tat ");
    }

    private static String run(List<String> options) throws Exception {
        var command = TestJvm.running(
                SealOnce.class,
                Stream.concat(
                                Stream.of(
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                                options.stream())
                        .toList());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = ProcessLines.textOf(process);
        return output.strip() + ", exit " + process.waitFor();
    }

    /** The program run: seals forty bytes and says how it went. */
    static final class SealOnce {

        private SealOnce() {}

        public static void main(String[] arguments) throws IOException {
            // As Quarkus' extension for AWS Lambda does in every program that it is part of, whatever Java was started
            // with.
            System.getProperties().setProperty("java.io.tmpdir", "/no/such/directory");
            if ("nothing".equals(System.getProperty("say"))) {
                LibsodiumLoader.unpacked(file -> {
                    System.exit(7);
                    return file;
                });
            }
            try {
                var key = new PublicKey("1", "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvvcCU=");
                SealedValue sealed = new Sealer().seal(SecretValue.of("x".repeat(40)), key);
                System.out.println("SealedValue " + sealed.encryptedValue().length() + " characters");
                if ("maps".equals(System.getProperty("say"))) {
                    loadedLibraries().forEach(System.out::println);
                }
            } catch (SealException e) {
                System.out.println("SealException$" + e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }

        /** The files of libsodium that are mapped into this process. */
        private static Stream<String> loadedLibraries() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.contains("libsodium"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct();
        }
    }
}
