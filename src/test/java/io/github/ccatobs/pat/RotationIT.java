package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations as processes: killed, interrupted, two at once, and what they leave behind. */
class RotationIT {

    private static final int SIZE = 12;
    private static final Pattern STOPPING = Pattern.compile("^Stopping: ");

    private PackagedCommand fixture;

    @BeforeEach
    void settle(@TempDir Path directory) throws IOException {
        fixture = new PackagedCommand(directory, SIZE);
    }

    @AfterEach
    void leave() {
        fixture.close();
    }

    /** An independent witness: GitHub's own command sees each secret, written today. */
    @Test
    void writesWhatGitHubsOwnCommandSees() throws Exception {
        assumeTrue(GitHubCli.isInstalled(), "gh, GitHub's command line, is not installed on this machine");
        var gh = new GitHubCli(fixture.gitHub.url(), PackagedCommand.NEW, fixture.directory);
        String listed = gh.run("", "secret", "list", "-R", "github.localhost/ccatobs/r05");
        assertThat(LauncherFixture.finish(fixture.rotate()).code()).isZero();

        assertThat(gh.run("", "secret", "list", "-R", "github.localhost/ccatobs/r05"))
                .startsWith("GH_PAT\t")
                .isNotEqualTo(listed);
        assertThat(fixture.holders()).isEqualTo(SIZE);
    }

    @Test
    @Tag("bare-root")
    void finishesWhatAKilledRunBegan() throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").from(6).comesAfter(held::hold);
        var first = fixture.rotate();
        held.awaitBefore(first.onExit());
        first.destroyForcibly().waitFor();
        held.release();
        fixture.gitHub.clearFaults();

        var second = LauncherFixture.finish(fixture.rotate());
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(fixture.holders()).isEqualTo(SIZE);
        assertThat(second.out())
                .containsPattern("is complete: \\d+ updated, \\d+ up to date, 0 failed, 0 not started\\.")
                .doesNotContain(" 0 up to date");

        int writes = fixture.writes();
        var third = LauncherFixture.finish(fixture.rotate());
        assertThat(third.out()).contains("is complete: 0 updated, 12 up to date, 0 failed, 0 not started.");
        assertThat(third.code()).isZero();
        assertThat(fixture.writes()).isEqualTo(writes).isLessThanOrEqualTo(SIZE + 4);
    }

    @Test
    void letsOnlyOneOfTwoProcessesProceed() throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").nth(1).comesAfter(held::hold);
        var first = fixture.rotate();
        held.awaitBefore(first.onExit());
        var second = LauncherFixture.finish(fixture.rotate("--json"));
        held.release();

        assertThat(second.code()).isEqualTo(4);
        assertThat(second.err()).contains("another rotation of GH_PAT is running: ");
        var ended = LauncherFixture.finish(first);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(fixture.writes()).isEqualTo(SIZE);
    }

    @Test
    void finishesTheWritesUnderWayWhenInterruptedAndTheNextRunDoesTheRest() throws Exception {
        finishesTheWritesUnderWayWhenAskedToEnd("INT");

        assertThat(LauncherFixture.finish(fixture.rotate()).code()).isZero();
        assertThat(fixture.writes()).isEqualTo(SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void finishesTheWritesUnderWayWhenAskedToEnd(String signal) throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").from(5).comesAfter(held::hold);
        var process = fixture.rotate();
        var err = ProcessLines.of(process.getErrorStream());
        held.awaitBefore(process.onExit());
        send(signal, process);
        err.waitFor(STOPPING);
        held.release();
        var ended = LauncherFixture.finish(process, err);

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out())
                .contains("stopped (interrupted)", "To continue, run this again with the same token:")
                .contains("  ccat pat rotate --token-from stdin --yes --graph graph.yml");
        int writes = fixture.writes();
        assertThat(ended.out()).contains(": " + fixture.holders() + " updated, 0 up to date, 0 failed, ");
        assertThat(fixture.holders()).isEqualTo(writes).isBetween(5L, 8L);
    }

    @Test
    void endsAtOnceAtTheSecondSignalAndTheNextRunGoesOn() throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").from(5).comesAfter(held::hold);
        var process = fixture.rotate();
        var err = ProcessLines.of(process.getErrorStream());
        held.awaitBefore(process.onExit());
        send("INT", process);
        err.waitFor(STOPPING);
        send("TERM", process);
        assertThat(process.waitFor()).isEqualTo(143);
        held.release();

        assertThat(LauncherFixture.finish(fixture.rotate()).code()).isZero();
        assertThat(fixture.holders()).isEqualTo(SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void endsWith130WhenNothingWasBegun(String signal) throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("GET", ".*/public-key").nth(1).comesAfter(held::hold);
        var process = fixture.rotate();
        held.awaitBefore(process.onExit());
        send(signal, process);
        assertThat(process.waitFor()).isEqualTo(130);
        held.release();
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void leavesTheTokenNowhereWhateverIsLogged() throws Exception {
        fixture.with("QUARKUS_LOG_LEVEL", "ALL").with("QUARKUS_LOG_CONSOLE_LEVEL", "ALL");
        fixture.gitHub.onRequest("PUT", ".*/r03/.*").nth(1).cutsTheConnectionAfterwards();
        fixture.gitHub.onRequest("PUT", ".*/r04/.*").nth(1).answers(422, "{\"message\":\"Bad request - key_id\"}");
        fixture.gitHub.onRequest("PUT", ".*/r07/.*").nth(1).answersGarbage();
        var process = fixture.rotate("--json");
        var commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
        String words = Files.exists(commandLine) ? Files.readString(commandLine) : "";
        var ended = LauncherFixture.finish(process);

        assertThat(ended.err()).contains("DEBUG");
        assertThat(fixture.holders()).isGreaterThan(2);
        assertThat(ended.out() + ended.err() + words + fixture.everythingStored())
                .doesNotContain(PackagedCommand.NEW, PackagedCommand.OLD);
        assertThat(fixture.everythingStored()).contains("ccatobs/r03");
    }

    private static void send(String signal, Process process) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no kill here");
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
