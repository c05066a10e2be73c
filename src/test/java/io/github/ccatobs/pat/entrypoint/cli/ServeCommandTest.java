package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class ServeCommandTest {

    @Inject
    CommandLineInterface commands;

    @Inject
    Scheduler scheduler;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 2);
    }

    /** So does a function on Lambda, which is the same application with the same settings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "pat --no-such serve",
                "pat serve --no-such",
                "pat serve --help",
                "pat -h serve",
                "pat serve -V",
                "pat serve --check",
                "--version pat serve",
                "serve",
                "pat",
                "pat status serve",
                "pat serve status",
                "pat status --graph serve",
                "pat rotate"
            })
    void noScheduleStartsUnlessTheServiceIsAskedFor(String words) {
        var closed = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

        commands.run(
                new Terminal(InputStream.nullInputStream(), closed, closed, Set.of(), Map.of()), words.split(" ", -1));

        assertThat(scheduler.isRunning()).isFalse();
        assertThat(scheduler.getScheduledJobs()).isEmpty();
    }

    @Test
    void checksWhatItWillNeedAndStartsNothing() {
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);

        var ran = fixture.run("", "serve", "--check");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out().lines().map(line -> line.replaceFirst("^(\\w+: \\w+): .*", "$1")))
                .containsExactly(
                        "ok: schedule",
                        "ok: settings",
                        "ok: http",
                        "ok: store",
                        "ok: credential",
                        "wrong: graph",
                        "off: vault",
                        "off: webhook",
                        "off: issue");
        assertThat(ran.out()).contains("ok: credential: GitHub accepts GITHUB_TOKEN, of bot");
        assertThat(ran.err()).isEmpty();
        assertThat(scheduler.isRunning()).isFalse();
        assertThat(scheduler.getScheduledJobs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OK OFF, 0",
        "OK WRONG OFF, 2",
        "OK UNAVAILABLE OFF, 5",
        "UNAVAILABLE WRONG, 2",
    })
    void endsWithTheWorstThatItSaw(String outcomes, int code) {
        var results = Arrays.stream(outcomes.split(" ", -1))
                .map(outcome -> new StartCheck("thing", StartCheck.StartCheckOutcome.valueOf(outcome), "said"))
                .toList();

        assertThat(ServeCommand.exitCode(results).code()).isEqualTo(code);
    }

    @Test
    void helpShowsHowToCallIt() {
        assertThat(fixture.run("", "serve", "--help").out())
                .contains("  CCAT_PAT_HTTP_KEYS_OPS=$(printf %s \"$KEY\" | sha256sum | cut -c1-64) ccat pat serve\n")
                .contains("Exit codes:");
    }
}
