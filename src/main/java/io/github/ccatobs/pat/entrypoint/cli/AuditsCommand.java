package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat audits}: the audits that were kept. Reads only the store. */
@Command(
        name = "audits",
        description = "Lists the audits that were kept, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat audits", "  ccat pat audits --last 7 --json"})
final class AuditsCommand implements Callable<Integer> {

    private static final int MOST = 1000;

    @Option(names = "--last", paramLabel = "N", defaultValue = "30", description = "Show at most N (default: 30).")
    private int last;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    private final Terminal terminal;
    private final AuditHistory history;

    AuditsCommand(Terminal terminal, AuditHistory history) {
        this.terminal = terminal;
        this.history = history;
    }

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw new IllegalArgumentException("--last is " + last + ": expected 1 to " + MOST);
        }
        var audits = history.newest(last);
        if (json) {
            terminal.document(
                    JsonDocument.print(audits.stream().map(AuditRecordJson::of).toList()));
        } else if (audits.isEmpty()) {
            terminal.err().println("There has been no audit yet.");
        } else {
            audits.forEach(audit -> terminal.out().println(line(audit)));
        }
        terminal.out().flush();
        return ExitCode.FINE.code();
    }

    private static String line(AuditRecord audit) {
        var summary = audit.summary();
        return "%s  %s  %-10s  %d present, %d missing, %d unreadable%s%s; %d findings; %.1f s, %d calls"
                .formatted(
                        Timestamps.print(audit.auditedAt()),
                        audit.secret(),
                        audit.complete() ? "complete" : "incomplete",
                        summary.present(),
                        summary.missing(),
                        summary.unreadable(),
                        unlessNone(summary.transferred(), "transferred"),
                        unlessNone(audit.accepted(), "accepted"),
                        audit.findings().size(),
                        AuditRecordJson.secondsOf(audit),
                        audit.calls());
    }

    private static String unlessNone(int count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }
}
