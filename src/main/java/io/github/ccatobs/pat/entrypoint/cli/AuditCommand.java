package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.FindingLog;
import io.github.ccatobs.pat.audit.Findings;
import io.github.ccatobs.pat.audit.OpenFinding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat audit}: the status, judged against what we remember and kept for the next time. */
@Command(
        name = "audit",
        description = {
            "Reads every repository as status does, judges what it saw against our own rotations, and keeps the result:"
                    + " what is stale, overwritten, old or about to expire, and since when.",
            "With --repo the audit is of those alone, and is not kept."
        },
        customSynopsis = {"", "  ccat pat audit", "  ccat pat audit --json", ""},
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options;

    private final Terminal terminal;
    private final Reading reading;
    private final AuditBasis basis;
    private final AuditHistory history;
    private final Clock clock;

    AuditCommand(
            Terminal terminal,
            ReadOptions options,
            Reading reading,
            AuditBasis basis,
            AuditHistory history,
            Clock clock) {
        this.terminal = terminal;
        this.options = options;
        this.reading = reading;
        this.basis = basis;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var secret = options.graph().secret();
        var standards = basis.standards();
        var seen = reading.read(options, terminal);
        var before = history.last(secret).map(AuditRecord::findings).orElse(List.of());
        var found = Findings.judge(seen.audit(), basis.memory(secret), standards, warnings(seen));
        var change = FindingLog.follow(before, seen.audit(), found);
        if (!options.graph().isPartial()) {
            history.keep(record(seen, change.open()));
        }
        print(seen, change);
        return exitCode(seen.audit(), change.open()).code();
    }

    /** Unreadable wins over what needs attention: what could not be read may be worse. */
    static ExitCode exitCode(Audit audit, List<OpenFinding> open) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return open.stream().anyMatch(finding -> finding.kind().isUrgent()) ? ExitCode.ATTENTION : ExitCode.FINE;
    }

    private static List<String> warnings(Reading.Seen seen) {
        return seen.graph().warnings().stream().map(Object::toString).toList();
    }

    private AuditRecord record(Reading.Seen seen, List<OpenFinding> open) {
        var audit = seen.audit();
        return new AuditRecord(
                audit.secret(),
                audit.auditedAt(),
                audit.isComplete(),
                audit.summary(),
                Duration.between(audit.auditedAt(), clock.instant()),
                seen.gitHub().calls(),
                audit.token().expiry().end(),
                open);
    }

    private void print(Reading.Seen seen, FindingLog.Change change) {
        if (options.isJson()) {
            terminal.out().println(JsonDocument.print(StatusJson.of(seen.audit(), change.open())));
        } else {
            terminal.out().print(StatusTable.draw(seen.audit(), options.isColoured(terminal)));
            AuditTalk.about(change).forEach(terminal.out()::println);
            StatusTalk.about(seen.audit(), seen.gitHub().credentialSource()).forEach(terminal.err()::println);
        }
        terminal.out().flush();
    }
}
