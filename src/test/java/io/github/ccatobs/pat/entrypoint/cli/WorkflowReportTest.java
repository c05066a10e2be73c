package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
