package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.Auditor;
import io.github.ccatobs.pat.audit.FindingLog;
import io.github.ccatobs.pat.audit.Findings;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubConnector;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private final GraphOptions options;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for a rate limit before ending with 5 (default: 15m).")
    private Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR set.")
    private boolean noColor;

    private final Terminal terminal;
    private final GraphLoader graphs;
    private final GitHubConnector connector;
    private final Auditor auditor;
    private final AuditBasis basis;
    private final AuditHistory history;
    private final Clock clock;

    AuditCommand(
            Terminal terminal,
            GraphOptions options,
            GraphLoader graphs,
            GitHubConnector connector,
            Auditor auditor,
            AuditBasis basis,
            AuditHistory history,
            Clock clock) {
        this.terminal = terminal;
        this.options = options;
        this.graphs = graphs;
        this.connector = connector;
        this.auditor = auditor;
        this.basis = basis;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var secret = options.secret();
        var source = options.source();
        var standards = basis.standards();
        var gitHub = connect();
        var graph = graphs.load(source, () -> gitHub);
        graph.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        var before = history.last(secret).map(AuditRecord::findings).orElse(List.of());
        var audit = audit(graph, gitHub);
        var found = Findings.judge(audit, basis.memory(secret), standards, warnings(graph));
        var change = FindingLog.follow(before, audit, found);
        if (!options.isPartial()) {
            history.keep(record(audit, gitHub, change.open()));
        }
        print(audit, change, gitHub.credentialSource());
        return exitCode(audit, change.open()).code();
    }

    /** Unreadable wins over what needs attention: what could not be read may be worse. */
    static ExitCode exitCode(Audit audit, List<OpenFinding> open) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return open.stream().anyMatch(finding -> finding.kind().isUrgent()) ? ExitCode.ATTENTION : ExitCode.FINE;
    }

    private GitHub connect() {
        var credential = Credential.fromEnvironment(terminal::variable)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no credential: set GITHUB_TOKEN or GH_TOKEN to a GitHub token that may read Actions secrets"));
        return connector.connect(credential, TimeBudget.each(wait));
    }

    private Audit audit(DependencyGraph graph, GitHub gitHub) {
        try (var progress = new ProgressLine(terminal, clock)) {
            connector.onWait(progress);
            return auditor.audit(options.chosenFrom(graph), options.secret(), gitHub, progress);
        }
    }

    private static List<String> warnings(DependencyGraph graph) {
        return graph.warnings().stream().map(Object::toString).toList();
    }

    private AuditRecord record(Audit audit, GitHub gitHub, List<OpenFinding> open) {
        return new AuditRecord(
                audit.secret(),
                audit.auditedAt(),
                audit.isComplete(),
                audit.summary(),
                Duration.between(audit.auditedAt(), clock.instant()),
                gitHub.calls(),
                audit.token().expiry().end(),
                open);
    }

    private void print(Audit audit, FindingLog.Change change, String source) {
        if (json) {
            terminal.out().println(JsonDocument.print(StatusJson.of(audit, change.open())));
        } else {
            terminal.out().print(StatusTable.draw(audit, terminal.allowsColour() && !noColor));
            AuditTalk.about(change).forEach(terminal.out()::println);
            StatusTalk.about(audit, source).forEach(terminal.err()::println);
        }
        terminal.out().flush();
    }
}
