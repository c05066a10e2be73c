package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubClock;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.RateLimitListener;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.rotation.HoldingReport;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.RotationClients;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.Rotator;
import io.github.ccatobs.pat.rotation.TokenValidator;
import io.github.ccatobs.pat.token.CredentialResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code rotate}, its dry run and {@code check} have in common: the graph, the token's worth, and who writes. */
@ApplicationScoped
class RotationPreparation {

    private final GraphLoader graphs;
    private final GitHubClientFactory connector;
    private final GitHubSettings gitHubSettings;
    private final Rotator rotator;
    private final RotationStore store;
    private final TokenSources reception;
    private final TokenValidator trial;
    private final CredentialResolver credentialResolver;
    private final CliNotifications cliNotifications;
    private final Clock clock;

    RotationPreparation(
            GraphLoader graphs,
            GitHubClientFactory connector,
            GitHubSettings gitHubSettings,
            Rotator rotator,
            RotationStore store,
            TokenSources reception,
            TokenValidator trial,
            CredentialResolver credentialResolver,
            CliNotifications cliNotifications,
            Clock clock) {
        this.graphs = graphs;
        this.connector = connector;
        this.gitHubSettings = gitHubSettings;
        this.rotator = rotator;
        this.store = store;
        this.reception = reception;
        this.trial = trial;
        this.credentialResolver = credentialResolver;
        this.cliNotifications = cliNotifications;
        this.clock = clock;
    }

    Rotator rotator() {
        return rotator;
    }

    RotationStore store() {
        return store;
    }

    CliNotifications announcer() {
        return cliNotifications;
    }

    /** Gets ready what a rotation needs, while GitHub is asked about the token; what fails is told when it is needed. */
    void begin() {
        rotator.preload();
        Thread.ofVirtual().start(() -> {
            try {
                store.newest(1);
            } catch (RotationStore.StoreUnavailableException tellsWhoNeedsIt) {
                // It is asked again.
            }
        });
    }

    /**
     * The configured credential; empty when the new token is to write itself.
     *
     * @throws IllegalArgumentException when what is configured cannot be a token
     */
    Optional<Credential> configured(Terminal terminal) {
        return credentialResolver.configured(terminal::variable);
    }

    /** Opens GitHub for {@code credential}; it waits for a limit as long as {@code wait} at a time. */
    GitHubClient connect(Credential credential, Duration wait) {
        return connector.connect(credential, TimeBudget.each(wait).unless(SignalHandler::happened));
    }

    /** Tells {@code listener} of longer waits for a limit from now on. */
    void tellWaits(RateLimitListener listener) {
        connector.onWait(listener);
    }

    /** Tells of them on stderr, a line each, until somebody else is told, and of a clock that is wrong. */
    void tellWaits(Terminal terminal) {
        tellWaits((until, why) -> terminal.err().println("Waiting until " + Timestamps.print(until) + ": " + why));
        connector.onWrongClock(by -> terminal.err().println("warning: " + GitHubClock.warning(by)));
    }

    /** Reads the graph; {@code gitHub} is only opened for one that is kept in a repository. */
    DependencyGraph graph(GraphOptions options, Terminal terminal, Supplier<GitHubClient> gitHub) {
        var graph = graphs.load(options.source(), gitHub);
        graph.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        return graph;
    }

    /**
     * Receives a token and judges it; writes nothing. A graph that cannot be read ends it before the token is asked
     * for.
     */
    TokenCandidate receive(TokenOptions options, Terminal terminal, boolean continueOnError, boolean all) {
        tellWaits(terminal);
        var secret = options.graph().secret();
        var source = reception.source(options.tokenFrom(), secret, terminal);
        var token = new Memoized<>(source::receive);
        var asToken =
                new Memoized<>(() -> connect(new Credential(token.get().value(), "the new token"), options.patience()));
        var configured = configured(terminal);
        var graph = graph(options.graph(), terminal, () -> configured
                .map(credential -> connect(credential, options.patience()))
                .orElseGet(asToken));
        var request = new RotationRequest(
                secret,
                token.get().value(),
                token.get().versionId(),
                options.graph().chosenFrom(graph),
                LocalUser.atThisMachine(),
                continueOnError,
                all,
                options.graph().isPartial());
        var writer = configured.filter(credential -> !credential.value().equals(request.token()));
        return new TokenCandidate(
                request,
                token.get(),
                source,
                trial.judge(request, graph.orchestrator(), writer, asToken, store),
                writer,
                asToken);
    }

    /** The lease of a rotation of {@code secret} that runs now. */
    Optional<Lease> held(SecretName secret) {
        return store.held(secret, clock.instant());
    }

    /**
     * Looks at what is left to write for {@code candidate}, also when its token is refused, so that everything that is
     * wrong shows at once; writes nothing.
     *
     * @throws GitHubException when a credential is rejected, or a limit leaves the answer open, unless the token is refused
     *     anyway
     */
    RotationReview review(TokenCandidate candidate, Terminal terminal, Duration wait) {
        var request = candidate.request();
        var review = new RotationReview(
                request.secret(),
                request.repositories(),
                HoldingReport.empty(),
                Optional.of(candidate.verdict()),
                Optional.empty(),
                held(request.secret()));
        try {
            return writers(candidate, wait)
                    .map(clients ->
                            looked(review, rotator.holding(request, store, clients.writer()), clients, terminal))
                    .orElse(review);
        } catch (GitHubException unanswered) {
            if (candidate.verdict().isRefused()) {
                terminal.err().println("The repositories were not checked: " + unanswered.why());
                return review;
            }
            throw unanswered;
        }
    }

    /** Looks at {@code repositories} for a rotation whose token is not known yet, through {@code reader}. */
    RotationReview review(
            SecretName secret, List<RepositoryName> repositories, GitHubClient reader, Terminal terminal) {
        var review = new RotationReview(
                secret, repositories, HoldingReport.empty(), Optional.empty(), Optional.empty(), held(secret));
        return looked(review, HoldingReport.empty(), RotationClients.tokenItself(reader), terminal);
    }

    private RotationReview looked(
            RotationReview review, HoldingReport holding, RotationClients clients, Terminal terminal) {
        var left = holding.remaining(review.all());
        if (!left.isEmpty()) {
            terminal.err().println("Checking " + RotationText.counted(left.size()));
        }
        var preflight = rotator.preflight(left, review.all(), clients);
        preflight.aliases().warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        return new RotationReview(
                review.secret(),
                review.all(),
                holding,
                review.verdict(),
                Optional.of(new RotationReview.PreflightRun(clients, preflight)),
                review.held());
    }

    /**
     * Opens GitHub for the credential that writes and, when that is another one, for the token. A token that GitHub does
     * not know is left out; without another credential there is nothing to look with.
     */
    private Optional<RotationClients> writers(TokenCandidate candidate, Duration wait) {
        if (candidate.verdict().login().isEmpty()) {
            return candidate.writer().map(credential -> RotationClients.tokenItself(connect(credential, wait)));
        }
        var asToken = candidate.asToken().get();
        return Optional.of(candidate
                .writer()
                .map(credential -> RotationClients.configured(connect(credential, wait), asToken))
                .orElseGet(() -> RotationClients.tokenItself(asToken)));
    }

    /** What writing {@code repositories} will cost. */
    RotationEstimate plan(int repositories, RotationClients clients) {
        return RotationEstimate.of(repositories, clients.token().isEmpty(), gitHubSettings);
    }
}
