package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditScope;
import io.github.ccatobs.pat.audit.Auditor;
import io.github.ccatobs.pat.audit.SurroundingsScanner;
import io.github.ccatobs.pat.audit.TokenInspector;
import io.github.ccatobs.pat.entrypoint.cli.output.ProgressLine;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubClock;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.token.CredentialResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The pass over the repositories that {@code status} and {@code audit} share. */
@ApplicationScoped
class AuditReader {

    private final GraphLoader graphs;
    private final GitHubClientFactory connector;
    private final Auditor auditor;
    private final TokenInspector inspector;
    private final SurroundingsScanner surroundingsScanner;
    private final CredentialResolver credentialResolver;
    private final Clock clock;

    AuditReader(
            GraphLoader graphs,
            GitHubClientFactory connector,
            Auditor auditor,
            TokenInspector inspector,
            SurroundingsScanner surroundingsScanner,
            CredentialResolver credentialResolver,
            Clock clock) {
        this.graphs = graphs;
        this.connector = connector;
        this.auditor = auditor;
        this.inspector = inspector;
        this.surroundingsScanner = surroundingsScanner;
        this.credentialResolver = credentialResolver;
        this.clock = clock;
    }

    /**
     * What one pass saw, and through what.
     *
     * @param gitHub GitHub, for the credential
     * @param graph the whole graph, also when only some of it was asked for
     */
    record AuditReading(GitHubClient gitHub, DependencyGraph graph, Audit audit) {}

    /**
     * Reads the graph and then the repositories that were asked for, with the credential that reads.
     *
     * @throws IllegalArgumentException when there is none, or an option names what there is not
     */
    AuditReading read(ReadOptions options, Terminal terminal) {
        return read(options, terminal, AuditScope.narrow());
    }

    /** Reads as above, and looks around as far as {@code scope} says. */
    AuditReading read(ReadOptions options, Terminal terminal, AuditScope scope) {
        var secret = options.graph().secret();
        var source = options.graph().source();
        connector.onWrongClock(by -> terminal.err().println("warning: " + GitHubClock.warning(by)));
        var reader = credentialResolver.reader(terminal::variable);
        var gitHub = connector.connect(reader.credential(), TimeBudget.each(options.patience()));
        var graph = graphs.load(source, () -> gitHub);
        var repositories = options.graph().chosenFrom(graph);
        graph.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        try (var progress = new ProgressLine(terminal, clock)) {
            connector.onWait(progress);
            var audit = inspector.inspect(auditor.audit(repositories, secret, gitHub, progress), reader);
            return new AuditReading(
                    gitHub,
                    graph,
                    surroundingsScanner.lookAround(audit, graph.repositories(), scope, gitHub, progress));
        }
    }
}
