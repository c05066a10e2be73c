package io.github.ccatobs.pat.entrypoint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.AuditSummaryJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.FindingRow;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.RepositoryRow;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The summary of a graph without end; a usual one is compared whole in {@code ActionIT}. */
class JobSummaryTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void staysBelowWhatGitHubShowsAndCountsTheRest() {
        String hostile = "|*@#".repeat(500);
        int many = 20_000;
        var row = new RepositoryRow(
                "acme/web",
                "unreadable",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(hostile),
                Optional.empty());
        var finding = new FindingRow(
                "unreachable",
                Optional.of("acme/web"),
                Optional.empty(),
                Optional.of(false),
                Optional.of(hostile),
                "do something");
        var status = new StatusJson(
                "GH_PAT",
                "2026-11-23T03:00:12Z",
                false,
                Collections.nCopies(many, row),
                Collections.nCopies(many, finding),
                Optional.empty(),
                Optional.empty(),
                new AuditSummaryJson(0, 0, many, Optional.empty(), Optional.empty()),
                Collections.nCopies(many, hostile));

        String summary = JobSummary.of(status, List.of("all is unknown"), Collections.nCopies(many, hostile));
        assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MIB);
        assertThat(summary)
                .startsWith("## all is unknown\n")
                .contains("(not confirmed by this audit\\)")
                .contains("### Findings (20000)", "### Next steps", "### Resolved since the last audit", "### Notes");
        assertThat(summary.lines()
                        .filter(line -> line.endsWith(" more are left out here; the log of the step has them all._")))
                .hasSize(4);
    }
}
