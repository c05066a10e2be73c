package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditBook;
import io.github.ccatobs.pat.audit.AuditScope;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.entrypoint.cli.output.AuditText;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.graph.GraphException;
import io.github.ccatobs.pat.notification.AuditFailureReason;
import io.github.ccatobs.pat.token.MissingCredentialException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccat pat audit}: the status, judged against what we remember and kept for the next time. */
@Command(
        name = "audit",
        description = {
            "Reads every repository as status does, compares the secrets with past rotations, and keeps the result:"
                    + " which are stale, overwritten, old or about to expire, and since when.",
            "It also looks for secrets of the same name in the organisation and in environments, which hide the"
                    + " repository's or are hidden by it.",
            "Posts new and resolved findings to Slack when a webhook is configured.",
            "With --repo it audits only those repositories, and neither keeps nor posts the result."
        },
        customSynopsis = {"", "  ccat pat audit", "  ccat pat audit --sweep --json", ""},
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options;

    @Option(
            names = "--sweep",
            description = "Look for the secret in the organisation's other repositories too; one more call for each.")
    private boolean sweep;

    private final Terminal terminal;
    private final AuditReader auditReader;
    private final AuditBook book;
    private final CliNotifications cliNotifications;

    AuditCommand(
            Terminal terminal,
            ReadOptions options,
            AuditReader auditReader,
            AuditBook book,
            CliNotifications cliNotifications) {
        this.terminal = terminal;
        this.options = options;
        this.auditReader = auditReader;
        this.book = book;
        this.cliNotifications = cliNotifications;
    }

    @Override
    public Integer call() {
        var policy = book.standards();
        var seen = read(scope());
        var judged =
                book.judge(seen.audit(), policy, seen.graph(), seen.gitHub().calls());
        judged.newNotes().forEach(note -> terminal.err().println("note: " + note));
        if (!options.graph().isPartial()) {
            book.keep(judged);
        }
        print(seen, judged);
        if (!options.graph().isPartial()) {
            cliNotifications.audited(judged, seen.audit());
        }
        return exitCode(seen.audit(), judged.change().open()).code();
    }

    private AuditReader.AuditReading read(AuditScope scope) {
        try {
            return auditReader.read(options, terminal, scope);
        } catch (RuntimeException failure) {
            if (!options.graph().isPartial() && !isMisuse(failure)) {
                cliNotifications.couldNotAudit(options.graph().secret(), AuditFailureReason.of(failure), terminal);
            }
            throw failure;
        }
    }

    /** Words on the command line concern the person who typed them alone; a graph or a credential concerns everyone. */
    private static boolean isMisuse(RuntimeException failure) {
        return failure instanceof IllegalArgumentException
                && !(failure instanceof GraphException)
                && !(failure instanceof MissingCredentialException);
    }

    private AuditScope scope() {
        var wanted = book.scope();
        if (!options.graph().isPartial()) {
            return sweep ? wanted.sweeping() : wanted;
        }
        if (sweep) {
            throw new IllegalArgumentException("--sweep reads the whole organisation: omit --repo");
        }
        return wanted.ofSome();
    }

    /** Unreadable wins over what needs attention: what could not be read may be worse. */
    static ExitCode exitCode(Audit audit, List<OpenFinding> open) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return open.stream().anyMatch(finding -> finding.kind().isUrgent()) ? ExitCode.ATTENTION : ExitCode.FINE;
    }

    private void print(AuditReader.AuditReading seen, AuditBook.Judged judged) {
        var change = judged.change();
        if (options.isJson()) {
            terminal.document(JsonDocument.print(StatusJson.of(seen.audit(), change.open(), judged.accepted())));
        } else {
            terminal.out().print(StatusTable.draw(seen.audit(), options.isColoured(terminal), judged.accepted()));
            AuditText.about(change, judged.accepted()).forEach(terminal.out()::println);
            StatusText.about(seen.audit(), seen.gitHub().credentialSource()).forEach(terminal.err()::println);
        }
        terminal.out().flush();
    }
}
