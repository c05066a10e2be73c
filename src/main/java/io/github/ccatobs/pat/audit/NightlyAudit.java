package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.SecretSettings;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.GraphException;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.token.ReadingCredential;
import jakarta.enterprise.context.ApplicationScoped;

/** An audit of the whole graph that nobody watches, as the settings say. */
@ApplicationScoped
public class NightlyAudit {

    private final SecretSettings settings;
    private final GraphSettings graphSettings;
    private final GraphLoader graphs;
    private final GitHubClientFactory connector;
    private final Auditor auditor;
    private final TokenInspector inspector;
    private final SurroundingsScanner surroundingsScanner;
    private final AuditBook book;

    NightlyAudit(
            SecretSettings settings,
            GraphSettings graphSettings,
            GraphLoader graphs,
            GitHubClientFactory connector,
            Auditor auditor,
            TokenInspector inspector,
            SurroundingsScanner surroundingsScanner,
            AuditBook book) {
        this.settings = settings;
        this.graphSettings = graphSettings;
        this.graphs = graphs;
        this.connector = connector;
        this.auditor = auditor;
        this.inspector = inspector;
        this.surroundingsScanner = surroundingsScanner;
        this.book = book;
    }

    /**
     * What was seen and what it means.
     *
     * @param judged what was kept
     */
    public record AuditResult(Audit audit, AuditBook.Judged judged) {}

    /** The secret that is audited. */
    public SecretName secret() {
        return new SecretName(settings.secret());
    }

    /**
     * Reads every repository with {@code reader}, asks about the token, looks around as far as the settings say, judges what it saw and keeps the result. No wait for a limit goes
     * beyond {@code budget}; what could not be read in time is unreadable.
     *
     * @throws GraphException when the graph is not there or cannot be read
     * @throws GitHubException when the credential is rejected, or GitHub says nothing usable
     * @throws IllegalArgumentException when a setting is wrong
     */
    public AuditResult run(ReadingCredential reader, TimeBudget budget) {
        var source = GraphSource.parse(graphSettings.graph());
        var policy = book.standards();
        var gitHub = connector.connect(reader.credential(), budget);
        var graph = graphs.load(source, () -> gitHub);
        var repositories = graph.repositories();
        var silent = AuditProgress.silent();
        var own = inspector.inspect(auditor.audit(repositories, secret(), gitHub, silent), reader);
        var audit = surroundingsScanner.lookAround(own, repositories, book.scope(), gitHub, silent);
        var judged = book.judge(audit, policy, graph, gitHub.calls());
        book.keep(judged);
        return new AuditResult(audit, judged);
    }
}
