package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.AppCredential;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.RateLimitForecast;
import io.github.ccatobs.pat.github.SentRequests;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphException;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.token.Check;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.FingerprintChecks;
import io.github.ccatobs.pat.token.GrantCheck;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.github.ccatobs.pat.token.TokenChecks;
import io.github.ccatobs.pat.token.TokenKind;
import io.github.ccatobs.pat.token.TokenLifetime;
import io.github.ccatobs.pat.token.TokenRequirements;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a rotation for every entry point, up to its first write: the credential that writes, the graph, the token
 * and its checks, and the look at every repository. It writes nothing.
 */
@ApplicationScoped
public class RotationPreparation {

    private final CredentialResolver credentialResolver;
    private final GitHubClientFactory clients;
    private final TokenSettings tokenSettings;
    private final TokenLifetime lifetime;
    private final GraphLoader graphs;
    private final Rotator rotator;
    private final RotationStore store;
    private final Clock clock;

    RotationPreparation(
            CredentialResolver credentialResolver,
            GitHubClientFactory clients,
            TokenSettings tokenSettings,
            TokenLifetime lifetime,
            GraphLoader graphs,
            Rotator rotator,
            RotationStore store,
            Clock clock) {
        this.credentialResolver = credentialResolver;
        this.clients = clients;
        this.tokenSettings = tokenSettings;
        this.lifetime = lifetime;
        this.graphs = graphs;
        this.rotator = rotator;
        this.store = store;
        this.clock = clock;
    }

    /** The same for another GitHub: it knows the rotations in {@code other} and no others. */
    public RotationPreparation withStore(RotationStore other) {
        return new RotationPreparation(
                credentialResolver, clients, tokenSettings, lifetime.withoutPolicy(), graphs, rotator, other, clock);
    }

    /**
     * Who calls GitHub for a rotation.
     *
     * @param environment where a credential may be
     * @param budget how long limits are waited for
     */
    public record RotationAccess(Function<String, Optional<String>> environment, TimeBudget budget) {}

    /**
     * A rotation whose token was received and whose graph was read.
     *
     * @param source where the token came from
     * @param orchestrator where the rights of the token are tried
     * @param writer the configured credential, when that is another one than the token
     * @param asToken opens GitHub as the token, once; not for a token that is refused
     * @param budget how long limits are waited for
     * @param earlier what this process had sent before
     */
    public record PreparedRotation(
            RotationRequest request,
            TokenSource source,
            RepositoryName orchestrator,
            Optional<Credential> writer,
            Supplier<GitHubClient> asToken,
            TimeBudget budget,
            SentRequests earlier) {

        /** Whether the place that the token came from has another one by now. */
        public boolean isOutdated() {
            return !source.confirm(request.token());
        }
    }

    /**
     * Checks what a new token must be allowed to do, by the settings.
     *
     * @throws IllegalArgumentException when a setting is wrong
     */
    public void checkNeeds() {
        var unused = needs(false);
    }

    /**
     * Checks the settings of rotations.
     *
     * @throws IllegalArgumentException when one is wrong
     */
    public void checkSettings() {
        rotator.checkSettings();
    }

    /** Prepares a rotation while GitHub checks the token; a failure is reported when its result is needed. */
    public void preload() {
        rotator.preload();
        Thread.ofVirtual().start(() -> {
            try {
                store.newest(1);
            } catch (RotationStore.StoreUnavailableException ignored) {
                // It is asked again by who needs it, and tells them.
            }
        });
    }

    /**
     * Reads the graph and receives the token. A graph that cannot be read ends it before the token is asked for, unless
     * only the token can read it.
     *
     * @throws IllegalArgumentException when what is configured as the credential cannot be a token, or no repository is
     *     asked for
     * @throws GraphException when the graph is not there or cannot be read
     * @throws TokenSourceException when there is no token
     * @throws SecretUnavailableException when the vault does not give the credential
     */
    public PreparedRotation prepare(RotationOrder order, TokenSource source, RotationAccess access) {
        var earlier = clients.sent();
        var token = new Memoized<>(source::receive);
        var asToken = new Memoized<>(
                () -> clients.connect(new TokenCredential(token.get().value(), "the new token"), access.budget()));
        var configured = credentialResolver.configured(access.environment());
        var graph = graphs.load(order.graph(), () -> configured
                .map(credential -> clients.connect(order.graph().readWith(credential), access.budget()))
                .orElseGet(asToken));
        var request = order.request(token.get(), order.selection().apply(graph));
        var writer = configured
                .filter(credential ->
                        !credential.token().equals(Optional.of(request.token().value())))
                .map(credential -> credential.within(AppScope.toWriteSecrets(request.repositories())));
        return new PreparedRotation(request, source, graph.orchestrator(), writer, asToken, access.budget(), earlier);
    }

    /**
     * Tries the token by itself, against the one before it, and against who writes.
     *
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public TokenValidation validate(PreparedRotation prepared) {
        var requirements = new TokenRequirements(
                prepared.orchestrator(),
                prepared.writer().isEmpty(),
                needs(prepared.writer().isPresent()),
                lifetime.minimum(life(prepared)),
                tokenSettings.acceptNoExpiry(),
                clients.apiUrl().webPages());
        var verdict = TokenChecks.check(
                prepared.request().token().value(), prepared.asToken(), requirements, clock.instant());
        if (verdict.login().isPresent()) {
            boolean isAccepted = verdict.kind() == TokenKind.FINE_GRAINED && !verdict.isRefused();
            lifetime.learn(
                    prepared.orchestrator().owner(),
                    prepared.asToken().get().tokenMetadata(),
                    isAccepted,
                    clock.instant());
        }
        return verdict.isRefused() ? withWhatElseIsWrong(verdict, prepared) : compare(verdict, prepared);
    }

    /**
     * The verdict on {@code token} after GitHub has rejected a credential (401) before {@link #validate}; empty where another one
     * than the token is configured, which it may have been.
     */
    Optional<TokenValidation> rejected(ReceivedToken token, RotationAccess access) {
        boolean hasSeparateWriter = credentialResolver
                .configured(access.environment())
                .filter(credential -> !credential.token().equals(Optional.of(token.value())))
                .isPresent();
        return hasSeparateWriter
                ? Optional.empty()
                : Optional.of(
                        TokenChecks.rejected(token.value(), clients.apiUrl().webPages()));
    }

    /** The life of a token that was handed out before, counted from then; else the life that new tokens are made with. */
    private Duration life(PreparedRotation prepared) {
        return before(prepared.request())
                .flatMap(head -> head.tokenExpiry().end().map(end -> Duration.between(head.startedAt(), end)))
                .filter(Duration::isPositive)
                .orElseGet(() -> lifetime.ofNewToken(prepared.orchestrator().owner()));
    }

    /** A store that cannot be read says so when it is needed; a token can be refused without it. */
    private Optional<RotationHeader> before(RotationRequest request) {
        try {
            return store.find(request.secret(), request.fingerprint()).map(Rotation::head);
        } catch (RotationStore.StoreUnavailableException ignored) {
            return Optional.empty();
        }
    }

    private RequiredPermissions needs(boolean hasSeparateWriter) {
        return RequiredPermissions.of(tokenSettings.needs(), hasSeparateWriter);
    }

    /**
     * What the organisation says of the token, where a GitHub App writes and may ask; a grant is found by the token's account and
     * end, so only where GitHub told them.
     */
    private Optional<CheckResult> granted(TokenValidation verdict, PreparedRotation prepared) {
        return prepared.writer()
                .filter(writer -> verdict.kind() == TokenKind.FINE_GRAINED
                        && verdict.login().isPresent())
                .flatMap(writer -> writer instanceof AppCredential app ? Optional.of(app) : Optional.empty())
                .map(app -> new GrantCheck(
                                clients.connect(app.within(AppScope.toReadGrants()), prepared.budget()),
                                clients.apiUrl().webPages())
                        .check(
                                app.app().organization(),
                                verdict,
                                needs(true),
                                prepared.request().repositories()));
    }

    /** A token that is refused anyway is compared too, so that everything that is wrong shows at once. */
    private TokenValidation withWhatElseIsWrong(TokenValidation refused, PreparedRotation prepared) {
        return withGrantWhereTold(refused, prepared)
                .with(comparisonsWhereKnown(prepared).stream()
                        .filter(comparison -> comparison.result() instanceof CheckResult.Warn)
                        .toList());
    }

    private TokenValidation withGrantWhereTold(TokenValidation refused, PreparedRotation prepared) {
        try {
            return granted(refused, prepared)
                    .map(result -> refused.with(Check.GRANT, result))
                    .orElse(refused);
        } catch (GitHubException e) {
            return refused.with(Check.GRANT, new CheckResult.NotTried(e.why()));
        }
    }

    private List<CheckOutcome> comparisonsWhereKnown(PreparedRotation prepared) {
        try {
            return comparisons(prepared);
        } catch (RotationStore.StoreUnavailableException ignored) {
            return List.of();
        }
    }

    private TokenValidation compare(TokenValidation verdict, PreparedRotation prepared) {
        var comparisons = comparisons(prepared);
        return granted(verdict, prepared)
                .map(result -> verdict.with(Check.GRANT, result))
                .orElse(verdict)
                .with(comparisons);
    }

    /** Compares the token with those that the store knows. */
    private List<CheckOutcome> comparisons(PreparedRotation prepared) {
        var request = prepared.request();
        var fingerprint = request.fingerprint();
        var current = store.lastFinished(request.secret()).map(RotationHeader::fingerprint);
        var known = store.find(request.secret(), fingerprint)
                .map(Rotation::head)
                .filter(RotationHeader::needsNewToken)
                .map(head -> FingerprintChecks.withAnotherOwner(head.id().toString()))
                .orElseGet(() -> FingerprintChecks.current(fingerprint, current));
        return Stream.concat(
                        Stream.of(new CheckOutcome(Check.CURRENT, known)),
                        prepared
                                .writer()
                                .map(credential -> new CheckOutcome(
                                        Check.WRITER,
                                        FingerprintChecks.writer(
                                                credential.source(),
                                                credential.token().map(Fingerprint::of),
                                                fingerprint,
                                                current)))
                                .stream())
                .toList();
    }

    /** Opens GitHub for the credential that writes and for the token. */
    RotationClients open(PreparedRotation prepared) {
        return prepared.writer()
                .map(credential -> RotationClients.configured(
                        clients.connect(credential, prepared.budget()),
                        prepared.asToken().get(),
                        needs(true).areOfActions()))
                .orElseGet(() -> RotationClients.tokenItself(prepared.asToken().get()));
    }

    /**
     * A token that GitHub does not know is left out; without another credential there is nothing to look with.
     */
    private Optional<RotationClients> open(PreparedRotation prepared, TokenValidation verdict) {
        return verdict.login().isPresent()
                ? Optional.of(open(prepared))
                : prepared.writer()
                        .map(credential -> RotationClients.tokenItself(clients.connect(credential, prepared.budget())));
    }

    /**
     * Looks at what is left to write, also when the token is refused, so that everything that is wrong shows at once.
     *
     * @throws GitHubException when a credential is rejected, or a limit leaves the answer open, unless the token is refused
     *     anyway
     */
    public RotationReview review(PreparedRotation prepared, TokenValidation verdict, RotationListener listener) {
        var request = prepared.request();
        var review = review(request.secret(), request.repositories(), Optional.of(verdict))
                .withOthers(rotator.othersToAsk(request, store));
        try {
            return open(prepared, verdict)
                    .map(opened ->
                            looked(review.with(rotator.holding(request, store, opened.writer())), opened, listener))
                    .orElse(review)
                    .with(clients.sent().since(prepared.earlier()));
        } catch (GitHubException e) {
            if (!verdict.isRefused()) {
                throw e;
            }
            listener.warned("the repositories were not checked: " + e.why());
            return review;
        }
    }

    /**
     * Looks with the configured credential at the repositories of a rotation whose token is not known yet.
     *
     * @throws IllegalArgumentException when no credential is configured
     * @throws GitHubException when it is rejected, or a limit leaves the answer open
     */
    public RotationReview reviewWithoutToken(RotationOrder order, RotationAccess access, RotationListener listener) {
        var earlier = clients.sent();
        var credential = credentialResolver
                .configured(access.environment())
                .orElseThrow(() -> new IllegalArgumentException(
                        credentialResolver.missing(access.environment(), ", or name a token with --token-from")));
        var graph =
                graphs.load(order.graph(), () -> clients.connect(order.graph().readWith(credential), access.budget()));
        var repositories = order.selection().apply(graph);
        var reader = clients.connect(credential.within(AppScope.toWriteSecrets(repositories)), access.budget());
        var review = review(order.secret(), repositories, Optional.empty());
        return looked(review, RotationClients.tokenItself(reader), listener)
                .with(clients.sent().since(earlier));
    }

    private RotationReview review(
            SecretName secret, List<RepositoryName> repositories, Optional<TokenValidation> verdict) {
        var held = store.held(secret, clock.instant());
        return new RotationReview(
                secret,
                repositories,
                LedgerVerification.empty(),
                verdict,
                Optional.empty(),
                held,
                new SentRequests(0, 0),
                0);
    }

    private RotationReview looked(RotationReview review, RotationClients opened, RotationListener listener) {
        var left = review.remaining();
        listener.preflight(left.size());
        var preflight = rotator.preflight(left, review.all(), review.holding(), opened);
        preflight.aliases().warnings().forEach(listener::warned);
        return review.with(new RotationReview.PreflightRun(opened, preflight));
    }

    /** The cost of the rotation that {@code review} looked at, with its checks; empty when no repository could be read. */
    public Optional<RotationEstimate> estimate(RotationReview review) {
        return review.look().map(look -> {
            boolean tokenWrites =
                    review.verdict().isPresent() && look.clients().token().isEmpty();
            var checks = RotationEstimate.ofChecks(review.remaining().size(), tokenWrites, needs(!tokenWrites));
            return RotationEstimate.afterLook(
                    review.verdict().isPresent() ? review.sent() : review.sent().and(checks),
                    Math.toIntExact(checks.others()),
                    review.targets().size(),
                    review.others(),
                    forecast(look.clients()),
                    look.clients().writer().forecastApart(look.clients().token()));
        });
    }

    /** The cost of what is left after {@code review}: the writes; empty when none could be read. */
    public Optional<RotationEstimate> estimateOfTheWrites(RotationReview review) {
        return review.look()
                .map(look -> RotationEstimate.ofTheWrites(
                        review.targets().size(), review.others(), forecast(look.clients())));
    }

    /** From the windows of this process and the writes of others that the store remembers, and with the time that the store takes. */
    private RateLimitForecast forecast(RotationClients opened) {
        try {
            opened.writer().rememberWrites(store.writesSince(clock.instant().minus(Rotator.WINDOW_OF_WRITES)));
        } catch (RotationStore.StoreUnavailableException ignored) {
            // The rotation says so before its first write; until then the plan knows this process alone.
        }
        return opened.forecast(store);
    }

    /** Something that is got at its first use and kept: a token that is asked for once. Not safe for several threads. */
    private static final class Memoized<T> implements Supplier<T> {
        private final Supplier<T> source;
        private @Nullable T got;

        Memoized(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public T get() {
            T known = got;
            if (known == null) {
                known = source.get();
                got = known;
            }
            return known;
        }
    }

    /**
     * A rotation as it is asked for, before its graph is read and its token received.
     *
     * @param secret the secret to write
     * @param graph where the graph is
     * @param selection the repositories of the graph that are asked for, in order of work
     * @param startedBy who asks
     * @param options how
     */
    public record RotationOrder(
            SecretName secret,
            GraphSource graph,
            Function<DependencyGraph, List<RepositoryName>> selection,
            String startedBy,
            RotationOptions options) {

        RotationRequest request(ReceivedToken token, List<RepositoryName> repositories) {
            return new RotationRequest(secret, token, repositories, startedBy, options);
        }
    }
}
