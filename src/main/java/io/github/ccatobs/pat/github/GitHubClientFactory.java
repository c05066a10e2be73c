package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.network.NetworkRoute;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Opens GitHub for a credential. Those that GitHub counts together share one pace, as {@link RateLimiterRegistry} says. */
@ApplicationScoped
public class GitHubClientFactory {

    private static final Logger LOG = Logger.getLogger(GitHubClientFactory.class);

    /**
     * The version every supported server knows: github.com until 2028 at least, and GitHub Enterprise Server since 3.9.
     */
    private static final String API_VERSION = "2022-11-28";

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** A service whose graph changes every day makes no more than this. */
    private static final int MOST_INSTALLATIONS = 16;

    private final GitHubSettings settings;
    private final Function<URI, NetworkRoute> routes;
    private final String version;
    private final Optional<ApiUrl> apiUrlOverride;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final RateLimiterRegistry rateLimiters;
    private final GitHubClock gitHubClock = new GitHubClock(this::warn);
    private volatile Consumer<String> warner = LOG::warn;
    private final AtomicBoolean isLackOfBatchesSaid = new AtomicBoolean();
    private final GraphQlCircuitBreaker circuitBreaker = new GraphQlCircuitBreaker();
    private final SentRequests.Counter sent = new SentRequests.Counter();
    private volatile RequestListener calls = RequestListener.silent();
    /** One for all credentials: a client is never given back, nor are its connections. */
    private final Map<ApiUrl, ApiConnection> connections = new ConcurrentHashMap<>();

    /** The tokens of an App, by what they are for. */
    private final Map<InstallationKey, InstallationTokenProvider> installations = new ConcurrentHashMap<>();

    private record InstallationKey(
            ApiUrl apiUrl, String clientId, OptionalLong installationId, String organization, AppScope scope) {}

    /** A client, and the way that it takes. */
    private record ApiConnection(GitHubApi api, NetworkRoute route) {}

    @Inject
    GitHubClientFactory(
            GitHubSettings settings,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this(settings, NetworkRoute::to, version, Optional.empty(), clock, sleeper, random);
    }

    GitHubClientFactory(
            GitHubSettings settings,
            Function<URI, NetworkRoute> routes,
            String version,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this(settings, routes, version, Optional.empty(), clock, sleeper, random);
    }

    private GitHubClientFactory(
            GitHubSettings settings,
            Function<URI, NetworkRoute> routes,
            String version,
            Optional<ApiUrl> apiUrlOverride,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.settings = checked(settings);
        this.routes = routes;
        this.version = version;
        this.apiUrlOverride = apiUrlOverride;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.rateLimiters = new RateLimiterRegistry(settings, clock, sleeper);
    }

    /** The same for the GitHub at {@code other}, with a pace of its own. */
    public GitHubClientFactory forGitHub(ApiUrl other) {
        return new GitHubClientFactory(settings, routes, version, Optional.of(other), clock, sleeper, random);
    }

    /**
     * Opens GitHub at {@link #apiUrl} and {@code GITHUB_GRAPHQL_URL}; sends nothing yet.
     *
     * @throws IllegalArgumentException when a credential must not be sent to one of the URLs, or what the environment says of
     *     proxies and certificates cannot be read
     */
    public GitHubClient connect(Credential credential, TimeBudget budget) {
        var apiUrl = apiUrl();
        // That of a run of GitHub Actions is on its own server, and so not meant where another is called.
        var graphQl = settings.graphqlUrl().filter(url -> settings.apiUrl()
                .map(ApiUrl::parse)
                .filter(apiUrl::equals)
                .isPresent());
        return connect(credential, budget, apiUrl, GraphQlUrl.of(apiUrl, graphQl));
    }

    /**
     * Where GitHub is, by the settings and the environment of this process.
     *
     * @throws IllegalArgumentException when a credential must not be sent to the URL
     */
    public ApiUrl apiUrl() {
        return apiUrlOverride.orElseGet(() -> ApiUrl.of(settings, name -> Optional.ofNullable(System.getenv(name))));
    }

    /** Opens GitHub at {@code apiUrl}; sends nothing yet. */
    public GitHubClient connect(Credential credential, TimeBudget budget, ApiUrl apiUrl) {
        return connect(credential, budget, apiUrl, GraphQlUrl.of(apiUrl, Optional.empty()));
    }

    private GitHubClient connect(Credential credential, TimeBudget budget, ApiUrl apiUrl, GraphQlUrl graphQlUrl) {
        var state = new CredentialTracker(settings.reserve(), credential.source());
        var connection = connections.computeIfAbsent(apiUrl, this::open);
        var sender = new GitHubHttpClient(connection.api(), connection.route(), settings.timeout(), sent, calls);
        var tokens = tokens(credential, sender, apiUrl);
        var executor = new RetryingRequestExecutor(
                sender,
                rateLimiters.of(credential, apiUrl),
                state,
                gitHubClock,
                tokens,
                apiUrl,
                budget,
                clock,
                sleeper,
                random);
        var batches = new BatchReader(executor, graphQlUrl, state, circuitBreaker, clock, this::warnOnce);
        return new GitHubClient(executor, batches, state, gitHubClock, tokens, clock);
    }

    private TokenProvider tokens(Credential credential, GitHubHttpClient sender, ApiUrl apiUrl) {
        return switch (credential) {
            case TokenCredential token -> new TokenProvider.FixedTokenProvider(token);
            case AppCredential app -> installation(app, sender, apiUrl);
        };
    }

    /** Clients of the same App for the same purpose share its token. */
    private TokenProvider installation(AppCredential credential, GitHubHttpClient sender, ApiUrl apiUrl) {
        var app = credential.app();
        if (installations.size() >= MOST_INSTALLATIONS) {
            installations.clear();
        }
        var installation = installations.computeIfAbsent(
                new InstallationKey(
                        apiUrl, app.clientId(), app.installationId(), app.organization(), credential.scope()),
                key -> new InstallationTokenProvider(
                        credential, new GitHubAppClient(sender, app, apiUrl, clock), apiUrl, clock, sleeper));
        installation.signWith(app.signer());
        return installation;
    }

    /**
     * Foretells how long calls take from what this process has spent, for a credential of which no quota is known: it is taken for
     * the one that wrote most.
     */
    public RateLimitForecast forecast() {
        return rateLimiters.forecast();
    }

    /** The requests that its clients have sent so far, with those for an App's tokens. */
    public SentRequests sent() {
        return sent.soFar();
    }

    /** Reports every longer wait for a limit to {@code listener} from now on, in place of the one before. */
    public void onWait(RateLimitListener listener) {
        rateLimiters.onWait(listener);
    }

    /** Reports every request of clients opened from now on to {@code listener}, in place of the one before. */
    public void onCall(RequestListener listener) {
        calls = listener;
    }

    /**
     * Warns {@code listener}, in place of the log, when GitHub's and this machine's clock differ by over a minute, and when
     * GitHub's GraphQL API cannot be used; each once.
     */
    public void onWarning(Consumer<String> listener) {
        warner = listener;
    }

    /** GitHub's clock, as known from its answers to any credential. */
    public GitHubClock gitHubClock() {
        return gitHubClock;
    }

    private void warn(Duration by) {
        warner.accept(GitHubClock.warning(by));
    }

    /** Once for all credentials and runs: they call the same GitHub, even where the reasons differ. */
    private void warnOnce(String lackOfBatches) {
        if (!isLackOfBatchesSaid.getAndSet(true)) {
            warner.accept(lackOfBatches);
        }
    }

    /** Zero would mean "never" to the pace and "for ever" to the HTTP client. */
    private static GitHubSettings checked(GitHubSettings settings) {
        Map<String, Integer> atLeastOne = Map.of(
                "in-flight", settings.inFlight(),
                "writes-in-flight", settings.writesInFlight(),
                "writes-per-minute", settings.writesPerMinute(),
                "writes-per-hour", settings.writesPerHour(),
                "points-per-minute", settings.pointsPerMinute());
        atLeastOne.forEach((key, value) -> expect(value >= 1, key, value, "at least 1"));
        expect(settings.reserve() >= 0, "reserve", settings.reserve(), "at least 0");
        var timeout = settings.timeout();
        expect(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout",
                timeout,
                "1 ms to 1 hour");
        return settings;
    }

    private static void expect(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("ccat.pat.github." + key + " is " + value + ": expected " + expected);
        }
    }

    private ApiConnection open(ApiUrl apiUrl) {
        var route = routes.apply(apiUrl.base());
        return new ApiConnection(build(apiUrl, route), route);
    }

    private GitHubApi build(ApiUrl apiUrl, NetworkRoute route) {
        ClientRequestFilter headers = request -> request.getHeaders().putSingle("X-GitHub-Api-Version", API_VERSION);
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(apiUrl.base())
                .userAgent("ccat-pat/" + version)
                .connectTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                // Logging turned on for all clients would print the headers, the credential among them.
                .loggingScope(LoggingScope.NONE)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.inFlight())
                .disableDefaultMapper(true)
                .register(headers)
                .register(new AbandonedBodyFilter())
                // The proxy is chosen by the route; without this the client reads Java's properties by rules of its
                // own.
                .proxyAddress("none", 0)
                .register(new HttpClientConfig(settings.timeout(), route))
                .build(GitHubApi.class);
    }

    /**
     * How long a revocation takes at most with all its tries: each may take the timeout to connect, to answer and to end the
     * answer, and waits {@code wait} for its turn.
     */
    public Duration longestRevocation(Duration wait) {
        return settings.timeout().multipliedBy(3).plus(wait).multipliedBy(GitHubRequest.RequestKind.REVOCATION.tries());
    }
}
