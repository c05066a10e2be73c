package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.ProcessLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit: what it promises, and that systemd understands it. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("infra", "ccat-pat.service");

    @Test
    void runsAsAUserOfItsOwnThatCanWriteOnlyItsState() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "DynamicUser=yes",
                        "StateDirectory=ccat-pat",
                        "StateDirectoryMode=0700",
                        "ProtectSystem=strict",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=");
    }

    @Test
    void startsAgainAfterAFailureButNotWhenItWasCalledWrongly() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains("Restart=on-failure", "RestartPreventExitStatus=2", "TimeoutStopSec=60");
    }

    @Test
    void holdsNoSecret() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains("EnvironmentFile=/etc/ccat-pat.env")
                .filteredOn(line -> line.startsWith("Environment="))
                .containsExactly("Environment=CCAT_CACHE=off CCAT_PAT_STORE_PATH=%S/ccat-pat");
    }

    @Test
    void isUnderstoodBySystemd(@TempDir Path directory) throws Exception {
        assumeTrue(isThere("systemd-analyze"), "there is no systemd-analyze");
        var unit = directory.resolve("ccat-pat.service");
        Files.writeString(
                unit, Files.readString(UNIT).replace("ExecStart=/opt/ccat-pat/ccat pat serve", "ExecStart=/bin/true"));

        var verify = new ProcessBuilder("systemd-analyze", "verify", unit.toString())
                .redirectErrorStream(true)
                .start();

        String said = ProcessLines.textOf(verify);
        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("ccat-pat.service");
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
