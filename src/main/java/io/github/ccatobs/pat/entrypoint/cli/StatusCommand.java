package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.FindingRules;
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
        return exitCode(seen.audit()).code();
    }

    /** Unreadable takes precedence over what needs attention: what could not be read may be worse. */
    static ExitCode exitCode(Audit audit) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return FindingRules.judge(audit).stream()
                        .anyMatch(finding -> finding.kind().isUrgent())
                ? ExitCode.ATTENTION
                : ExitCode.FINE;
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
