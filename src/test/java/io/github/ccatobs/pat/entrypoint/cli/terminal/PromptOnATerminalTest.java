package io.github.ccatobs.pat.entrypoint.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.DefaultSignals;
import io.github.ccatobs.pat.TerminalScreen;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The prompt on a real pseudo-terminal, which util-linux's {@code script} makes around a process. */
@Execution(ExecutionMode.CONCURRENT)
class PromptOnATerminalTest {

    private static final String PROMPT = "Paste GH_PAT token: ";
    private static final String TOKEN = "TOKENPIECES0123456789";

    private Path directory;

    private List<Process> started = List.of();

    @BeforeEach
    void needsScript(@TempDir Path empty) {
        directory = empty;
        assumeTrue(
                List.of("/usr/bin/script", "/bin/script").stream().anyMatch(file -> Files.isExecutable(Path.of(file)))
                        && System.getProperty("os.name").equals("Linux"),
                "there is no script of util-linux here");
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void hidesWhatIsTypedAndShowsWhatIsTypedLater() throws Exception {
        var terminal = start(program());
        terminal.type(PROMPT, TOKEN + "\n");
        String rest = terminal.rest();

        assertThat(terminal.shown()).startsWith(PROMPT + "\r\n").doesNotContain("TOKENPIECES");
        assertThat(rest)
                .contains("received " + Fingerprint.of(SecretValue.of(TOKEN)) + " from the prompt\r\n")
                .contains("ended 0\r\n")
                .containsPattern("\\secho\\s");
    }

    @Test
    void promptsAlsoWhenStdoutLeadsElsewhere() throws Exception {
        var terminal = start(program() + " >" + directory.resolve("out"));
        terminal.type(PROMPT, TOKEN + "\n");
        terminal.rest();

        assertThat(terminal.shown()).startsWith(PROMPT + "\r\n").doesNotContain("TOKENPIECES");
        assertThat(directory.resolve("out"))
                .hasContent("received " + Fingerprint.of(SecretValue.of(TOKEN)) + " from the prompt");
    }

    @Test
    void ctrlCEndsItWith130AndShowsAgainWhatIsTyped() throws Exception {
        var terminal = start(program());
        terminal.type(PROMPT, TOKEN + "\u0003");
        String rest = terminal.rest();

        assertThat(terminal.shown()).doesNotContain("TOKENPIECES");
        assertThat(rest).contains("ended 130\r\n").containsPattern("\\secho\\s");
    }

    @Test
    void aPromptThatIsLeftAloneGivesNoToken() throws Exception {
        var terminal = start(program());
        terminal.type(PROMPT, "\u0004");

        assertThat(terminal.rest())
                .contains("no token given: expected the new GH_PAT")
                .containsPattern("\\secho\\s");
    }

    @Test
    void takesALineThatATerminalDoesNotCutAndRefusesALongerOne() throws Exception {
        var terminal = start(program());
        terminal.type(PROMPT, "a".repeat(1000) + "\n");
        assertThat(terminal.rest()).contains("received " + Fingerprint.of(SecretValue.of("a".repeat(1000))));

        terminal = start(program());
        terminal.type(PROMPT, "a".repeat(1001) + "\n");
        assertThat(terminal.rest()).contains("more than 1000 characters");
    }

    @Test
    void aPipeOnATerminalIsReadWithoutAPrompt() throws Exception {
        var terminal = start("printf '%s\\n' " + TOKEN + " | " + program());

        assertThat(terminal.rest())
                .startsWith("received " + Fingerprint.of(SecretValue.of(TOKEN)) + " from standard input\r\n");
    }

    private static String program() {
        return "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s"
                .formatted(
                        System.getProperty("java.home"),
                        System.getProperty("java.class.path"),
                        PromptProgram.class.getName());
    }

    /** Runs the command line on a terminal; then tells its exit code and the terminal's settings. */
    private TerminalScreen start(String commandLine) throws IOException {
        var shell = Files.writeString(
                directory.resolve("shell"), "trap : INT\n" + commandLine + "\necho \"ended $?\"\nstty -a\n");
        var process = new ProcessBuilder(
                        DefaultSignals.before(List.of("script", "-qe", "-c", "sh " + shell, "/dev/null")))
                .redirectErrorStream(true)
                .start();
        started = List.of(process);
        return new TerminalScreen(process);
    }
}
