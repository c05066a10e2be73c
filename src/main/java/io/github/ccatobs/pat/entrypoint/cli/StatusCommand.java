package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat status}: reads every repository and prints the table; writes and posts nothing. */
@Command(
        name = "status",
        description = {
            "Reads every repository and prints the table; writes nothing.",
            "GITHUB_TOKEN, else GH_TOKEN, is the credential; it must be allowed to read Actions secrets."
        },
        customSynopsis = {
            "",
            "  ccat pat status",
            "  ccat pat status --graph github:ccatobs/system-integration:ci/dependency-graph.yml",
            "  ccat pat status --repo ccatobs/ops-db --json",
            ""
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options;

    private final Terminal terminal;
    private final AuditReader auditReader;

    StatusCommand(Terminal terminal, ReadOptions options, AuditReader auditReader) {
        this.terminal = terminal;
        this.options = options;
        this.auditReader = auditReader;
    }

    @Override
    public Integer call() {
        var seen = auditReader.read(options, terminal);
        print(seen.audit(), seen.gitHub().credentialSource());
        return ExitCode.of(seen.audit()).code();
    }

    private void print(Audit audit, String source) {
        if (options.isJson()) {
            terminal.document(JsonDocument.print(StatusJson.of(audit)));
        } else {
            terminal.out().print(StatusTable.draw(audit, options.isColoured(terminal)));
            StatusText.about(audit, source).forEach(terminal.err()::println);
        }
        terminal.out().flush();
    }
}
