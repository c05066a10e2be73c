package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts that the runner of GitHub Actions is told to keep out of the log. */
class WorkflowReportTest {

    @Test
    void masksEachSecretButNoLineOfOneThatIsFoundInOrdinaryText() {
        assertThat(masked("{\n  \"token\": \"of-workflow-report-test\"\n}\n"))
                .contains("::add-mask::\"token\": \"of-workflow-report-test\"\n")
                .doesNotContain("::add-mask::{", "::add-mask::}", "::add-mask::\n");
        assertThat(masked("8-letter")).contains("::add-mask::8-letter\n");
        assertThat(masked(" 6-lett\n")).contains("::add-mask::6-lett\n");
    }

    /** GitHub would show nothing of a summary of more than 1 MiB. */
    @Test
    void addsNothingToASummaryThatIsFull(@TempDir Path directory) throws Exception {
        Path summary = directory.resolve("summary");
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                print,
                print,
                Set.of(),
                Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()));
        WorkflowReport.failed(terminal, "status", "first");
        long one = Files.size(summary);
        WorkflowReport.failed(terminal, "status", "other");
        assertThat(summary).hasSize(2 * one);
        Files.writeString(summary, "x".repeat((int) (1024 * 1024 - one)));
        WorkflowReport.failed(terminal, "status", "first");
        assertThat(summary).hasSize(1024 * 1024);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("full");
        WorkflowReport.failed(terminal, "status", "first");
        assertThat(summary).hasSize(1024 * 1024);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("warning: the job summary of this step is full; it stays as it is\n");
    }

    private static String masked(String secret) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]), print, print, Set.of(), Map.of("GITHUB_ACTIONS", "true"));
        var unmask = WorkflowReport.masking(terminal);
        KnownSecrets.remember(secret.getBytes(StandardCharsets.UTF_8));
        unmask.run();
        return out.toString(StandardCharsets.UTF_8);
    }
}
