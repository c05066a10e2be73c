package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.audit.Finding;
import io.github.ccatobs.pat.audit.FindingRules;
import io.github.ccatobs.pat.entrypoint.cli.output.ProgressLine;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat status}: reads every repository and prints the table; writes and posts nothing. */
@Command(
        name = "status",
        description = {
            "Reads every repository and prints the table; writes nothing.",
            "Reads with " + CommandHelp.CREDENTIALS
                    + "the current token. The credential must be allowed to read Actions secrets."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat status",
            "  ccat pat status --graph github:ccatobs/ops:ci/dependency-graph.yml",
            "  ccat pat status --repo ccatobs/ops-db --json"
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options;

    private final Terminal terminal;
    private final AuditService audits;
    private final GitHubClientFactory clients;
    private final Clock clock;

    StatusCommand(
            Terminal terminal, ReadOptions options, AuditService audits, GitHubClientFactory clients, Clock clock) {
        this.terminal = terminal;
        this.options = options;
        this.audits = audits;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var audit = read();
        var findings = FindingRules.judge(audit);
        if (options.isJson()) {
            terminal.document(JsonDocument.print(StatusJson.of(audit, findings)));
        } else {
            terminal.out().print(StatusTable.draw(audit, options.isColoured(terminal), Map.of(), terminal.outWidth()));
            StatusText.about(audit).forEach(terminal.err()::println);
        }
        terminal.out().flush();
        new WorkflowReport(terminal)
                .publish(
                        () -> StatusJson.of(audit, findings),
                        StatusText.sentences(audit),
                        List.of(),
                        options.graph().source(),
                        options.read());
        return StatusText.exitCode(audit, findings.stream().map(Finding::kind)).code();
    }

    private Audit read() {
        var request = options.request(terminal, AuditScope.narrow());
        try (var progress = ProgressLine.show(terminal, clients, clock)) {
            return audits.observe(request, progress);
        }
    }
}
