package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.entrypoint.cli.output.AuditText;
import io.github.ccatobs.pat.entrypoint.cli.output.ProgressLine;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.entrypoint.page.Report;
import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat audit", "  ccat pat audit --sweep --json", "  ccat pat audit --report report.html"})
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options;

    @Option(
            names = "--sweep",
            description = "Look for the secret in the organisation's other repositories too; one more call for each.")
    private boolean sweep;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as an HTML file afterwards.")
    private @Nullable Path reportFile;

    private boolean isShown;

    private final Terminal terminal;
    private final AuditService audits;
    private final GitHubClientFactory clients;
    private final Report report;
    private final Clock clock;

    AuditCommand(
            Terminal terminal,
            ReadOptions options,
            AuditService audits,
            GitHubClientFactory clients,
            Report report,
            Clock clock) {
        this.terminal = terminal;
        this.options = options;
        this.audits = audits;
        this.clients = clients;
        this.report = report;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        options.graph().check();
        var scope = scope();
        var file = Optional.ofNullable(reportFile).map(path -> new ReportFile(path, ReportFormat.HTML));
        file.ifPresent(wanted -> wanted.check(!options.graph().isPartial()));
        Supplier<AuditRequest> asked = () -> options.request(terminal, scope);
        var request = options.graph().isPartial() ? asked.get() : audits.notifyIfInvalid(asked);
        ExitCode judged;
        try (var progress = ProgressLine.show(terminal, clients, clock)) {
            var result = audits.run(request, progress, audit -> {
                progress.wipe();
                print(audit);
                isShown = true;
            });
            judged = StatusText.exitCode(
                    result.seen(), result.record().findings().stream().map(OpenFinding::kind));
        } catch (RuntimeException failure) {
            Stream.of(failure.getSuppressed())
                    .filter(suppressed -> !Objects.equals(suppressed.getMessage(), failure.getMessage()))
                    .forEach(suppressed -> terminal.err().println("ccat pat: " + suppressed.getMessage()));
            // The audit is kept, though people could not be told of it.
            file.filter(wanted -> isShown).ifPresent(this::write);
            throw failure;
        }
        return file.map(this::write).orElse(true) ? judged.code() : ExitCode.UNKNOWN.code();
    }

    /** Writes the report of the audit that was kept, and says on stderr where it lies or why it does not. */
    private boolean write(ReportFile file) {
        try {
            var written = file.write(report.of(options.graph().secret(), ReportFormat.HTML));
            terminal.err().println("Wrote " + written + ".");
            return true;
        } catch (IllegalArgumentException | FailureException e) {
            terminal.err().println("ccat pat: the audit is kept, but its report is not written: " + e.getMessage());
            return false;
        }
    }

    private AuditScope scope() {
        boolean isPartial = options.graph().isPartial();
        if (sweep && isPartial) {
            throw new IllegalArgumentException("--sweep reads the whole organisation: omit --repo");
        }
        var wanted = audits.scope();
        return new AuditScope(wanted.shadows(), !isPartial && (sweep || wanted.sweep()));
    }

    /** Those of the token stand beside its end, each time. */
    private Stream<String> newNotes(AuditResult result) {
        var ofToken = result.seen().token().notes(result.seen().secret());
        return result.newNotes().stream().filter(note -> options.isJson() || !ofToken.contains(note));
    }

    private void print(AuditResult result) {
        var audit = result.seen();
        var change = result.change();
        newNotes(result).forEach(note -> terminal.err().println("note: " + note));
        var document = StatusJson.of(
                audit, change.open(), result.accepted(), result.record().notes());
        if (options.isJson()) {
            terminal.document(JsonDocument.print(document));
        } else {
            terminal.out()
                    .print(StatusTable.draw(
                            audit, options.isColoured(terminal), result.accepted(), terminal.outWidth()));
            AuditText.about(change, result.accepted(), audit.credential()).forEach(terminal.out()::println);
            StatusText.about(audit).forEach(terminal.err()::println);
        }
        terminal.out().flush();
        new WorkflowReport(terminal)
                .publish(
                        () -> document,
                        StatusText.sentences(audit),
                        AuditText.resolved(change),
                        options.graph().source(),
                        options.read());
    }
}
