package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.aws.LocalSecretsManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code rotate} and {@code store-token} as a person sees it, on a pseudo-terminal that util-linux's {@code script} makes. */
class RotateOnATerminalIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private PackagedCommand fixture;

    @BeforeEach
    void settle(@TempDir Path directory) throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT) && Files.isDirectory(Path.of("/proc")), "there is no script here");
        fixture = new PackagedCommand(directory, 3);
    }

    @AfterEach
    void leave() {
        fixture.close();
    }

    @Test
    void promptsWithoutEchoShowsAPlanAsksAndDrawsABar() throws Exception {
        var process = fixture.onATerminal(SCRIPT, "rotate", "--graph", "graph.yml");
        var terminal = new TerminalScreen(process);
        terminal.type("Paste GH_PAT token: ", PackagedCommand.NEW + "\r");
        terminal.type("Write GH_PAT to 3 repositories? [y/N] ", "y\r");
        String rest = terminal.rest();

        assertThat(process.waitFor()).isZero();
        assertThat(terminal.shown()).doesNotContain(PackagedCommand.NEW);
        assertThat(terminal.shown())
                .contains(
                        "Token:        fine-grained personal access token of ccat-bot, expires ",
                        "Repositories: 3 to write, 0 already hold the token",
                        "Cost:         about 7 more requests");
        assertThat(rest).contains("[##############################] 3/3").contains("is complete: 3 updated");
        assertThat(fixture.holders()).isEqualTo(3);
    }

    @Test
    void writesNothingUnlessThePersonAgrees() throws Exception {
        var process = fixture.onATerminal(SCRIPT, "rotate", "--graph", "graph.yml");
        var terminal = new TerminalScreen(process);
        terminal.type("Paste GH_PAT token: ", PackagedCommand.NEW + "\r");
        terminal.type("Write GH_PAT to 3 repositories? [y/N] ", "\r");
        String rest = terminal.rest();

        assertThat(process.waitFor()).isEqualTo(4);
        assertThat(rest).contains("nothing was written");
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void asksOnTheTerminalThoughTheTokenComesFromAFileAndTheTalkGoesToAnother() throws Exception {
        Files.writeString(fixture.directory.resolve("token"), PackagedCommand.NEW + "\n");
        var process = fixture.onATerminal(
                "out", SCRIPT, "rotate", "--graph", "graph.yml", "--token-from", "stdin", "<", "token", "2>", "talk");
        var terminal = new TerminalScreen(process);
        terminal.type("Write GH_PAT to 3 repositories? [y/N] ", "y\r");
        String rest = terminal.rest();

        assertThat(process.waitFor()).isZero();
        assertThat(terminal.shown()).contains("Repositories: 3 to write", "  ccatobs/r03");
        assertThat(rest).contains("is complete: 3 updated");
        assertThat(fixture.holders()).isEqualTo(3);
    }

    @Test
    void storesATokenThatNoScreenProcessOrFileShows() throws Exception {
        try (var aws = LocalSecretsManager.start()) {
            aws.holds("AWSCURRENT", "1".repeat(32), PackagedCommand.OLD);
            fixture.with("AWS_ENDPOINT_URL", aws.url())
                    .with("AWS_REGION", "eu-central-1")
                    .with("AWS_ACCESS_KEY_ID", "id-of-nobody")
                    .with("AWS_SECRET_ACCESS_KEY", "key-of-nobody")
                    .with("CCAT_PAT_TOKEN_SECRET_ID", "gh-pat");
            var process = fixture.onATerminal(SCRIPT, "store-token", "--graph", "graph.yml");
            var terminal = new TerminalScreen(process);
            terminal.type("Paste GH_PAT token: ", PackagedCommand.NEW + "\r");
            terminal.type("Store this token as AWSCURRENT of secret 'gh-pat' in AWS Secrets Manager? [y/N] ", "");
            String words = process.descendants()
                    .map(child -> Path.of("/proc/" + child.pid() + "/cmdline"))
                    .map(RotateOnATerminalIT::read)
                    .collect(Collectors.joining("\n"));
            assertThat(aws.value("AWSCURRENT")).isEqualTo(PackagedCommand.OLD);
            terminal.type("[y/N] ", "y\r");
            String rest = terminal.rest();

            assertThat(process.waitFor()).isZero();
            assertThat(rest).contains("Stored as version ", "elsewhere begin it:");
            assertThat(aws.value("AWSCURRENT")).isEqualTo(PackagedCommand.NEW);
            assertThat(words).contains("store-token");
            assertThat(terminal.shown() + words + fixture.everythingStored()).doesNotContain(PackagedCommand.NEW);
            assertThat(fixture.writes()).isZero();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
