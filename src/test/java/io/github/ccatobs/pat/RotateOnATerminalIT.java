package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code rotate} as a person sees it, on a pseudo-terminal that util-linux's {@code script} makes. */
@Timeout(60)
class RotateOnATerminalIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final StringBuilder shown = new StringBuilder();
    private Rotations town;

    @BeforeEach
    void settle(@TempDir Path directory) throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT) && Files.isDirectory(Path.of("/proc")), "there is no script here");
        town = new Rotations(directory, 3);
    }

    @AfterEach
    void leave() {
        town.close();
    }

    @Test
    void promptsWithoutEchoShowsAPlanAsksAndDrawsABar() throws Exception {
        var terminal = town.onATerminal(SCRIPT, "rotate", "--graph", "graph.yml");
        type(terminal, "Paste GH_PAT token: ", Rotations.NEW + "\r");
        type(terminal, "Write GH_PAT to 3 repositories? [y/N] ", "y\r");
        String rest = new String(terminal.getInputStream().readAllBytes(), UTF_8);

        assertThat(terminal.waitFor()).isZero();
        assertThat(shown.toString() + rest).doesNotContain(Rotations.NEW);
        assertThat(shown.toString())
                .contains(
                        "Token:        fine-grained personal access token of ccat-bot, expires ",
                        "Repositories: 3 to write, 0 hold the token already",
                        "Cost:         about 12 requests");
        assertThat(rest).contains("[##############################] 3/3").contains("is complete: 3 updated");
        assertThat(town.holders()).isEqualTo(3);
    }

    @Test
    void writesNothingUnlessThePersonAgrees() throws Exception {
        var terminal = town.onATerminal(SCRIPT, "rotate", "--graph", "graph.yml");
        type(terminal, "Paste GH_PAT token: ", Rotations.NEW + "\r");
        type(terminal, "Write GH_PAT to 3 repositories? [y/N] ", "\r");
        String rest = new String(terminal.getInputStream().readAllBytes(), UTF_8);

        assertThat(terminal.waitFor()).isEqualTo(4);
        assertThat(rest).contains("nothing was written");
        assertThat(town.writes()).isZero();
    }

    @Test
    void asksOnTheTerminalThoughTheTokenComesFromAFileAndTheTalkGoesToAnother() throws Exception {
        Files.writeString(town.directory.resolve("token"), Rotations.NEW + "\n");
        var terminal = town.onATerminal(
                SCRIPT, "rotate", "--graph", "graph.yml", "--token-from", "stdin", "<", "token", "2>", "talk");
        type(terminal, "Write GH_PAT to 3 repositories? [y/N] ", "y\r");
        String rest = new String(terminal.getInputStream().readAllBytes(), UTF_8);

        assertThat(terminal.waitFor()).isZero();
        assertThat(shown.toString()).contains("Repositories: 3 to write", "  ccatobs/r03");
        assertThat(rest).contains("is complete: 3 updated");
        assertThat(town.holders()).isEqualTo(3);
    }

    /** Waits for {@code sign} to be shown, then types. */
    private void type(Process terminal, String sign, String keys) throws IOException {
        while (shown.indexOf(sign) < 0) {
            int next = terminal.getInputStream().read();
            assertThat(next).as("shown before the end: %s", shown).isNotNegative();
            shown.append((char) next);
        }
        terminal.getOutputStream().write(keys.getBytes(UTF_8));
        terminal.getOutputStream().flush();
    }
}
