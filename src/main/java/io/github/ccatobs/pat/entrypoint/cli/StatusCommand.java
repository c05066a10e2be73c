package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Auditor;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubConnector;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.GraphLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private final Clock clock;

    StatusCommand(
            Terminal terminal,
            GraphOptions options,
            GraphLoader graphs,
            GitHubConnector connector,
            Auditor auditor,
            Clock clock) {
        this.terminal = terminal;
        this.options = options;
        this.graphs = graphs;
        this.connector = connector;
        this.auditor = auditor;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var secret = options.secret();
        var source = options.source();
        var gitHub = connect();
        var graph = graphs.load(source, () -> gitHub);
        var repositories = options.chosenFrom(graph);
        graph.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        var audit = audit(repositories, secret, gitHub);
        print(audit, gitHub.credentialSource());
        return exitCode(audit).code();
    }

    /** Unreadable wins over missing: what could not be read may be worse. */
    static ExitCode exitCode(Audit audit) {
        if (!audit.isComplete()) {
            return ExitCode.UNKNOWN;
        }
        return audit.summary().missing() > 0 ? ExitCode.ATTENTION : ExitCode.FINE;
    }

    private GitHub connect() {
        var credential = Credential.fromEnvironment(terminal::variable)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no credential: set GITHUB_TOKEN or GH_TOKEN to a GitHub token that may read Actions secrets"));
        return connector.connect(credential, TimeBudget.each(wait));
    }

    private Audit audit(List<RepositoryName> repositories, SecretName secret, GitHub gitHub) {
        try (var progress = new ProgressLine(terminal, clock)) {
            connector.onWait(progress);
            return auditor.audit(repositories, secret, gitHub, progress);
        }
    }

    private void print(Audit audit, String source) {
        if (json) {
            terminal.out().println(JsonDocument.print(StatusJson.of(audit)));
        } else {
            terminal.out().print(StatusTable.draw(audit, terminal.allowsColour() && !noColor));
            StatusTalk.about(audit, source).forEach(terminal.err()::println);
        }
        terminal.out().flush();
    }
}
