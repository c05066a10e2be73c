package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.api.ApiFactory;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.ApiRouter;
import io.github.ccatobs.pat.entrypoint.api.JobLauncher;
import io.github.ccatobs.pat.entrypoint.page.OverviewReader;
import io.github.ccatobs.pat.entrypoint.page.PageWriter;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.github.ccatobs.pat.token.TokenSettings;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Opens and closes the server. */
@ApplicationScoped
public class HttpServerLifecycle {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int KEY_BYTES = 32;
    private static final int HIGHEST_PORT = 65_535;

    private static final int FREE_FAILURES = 5;
    private static final Backoff FAILURE_DELAY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));

    private final HttpSettings settings;
    private final ApiFactory apiFactory;
    private final AuditHistory history;
    private final SecretName secret;
    private final PrometheusMetrics metrics;
    private final GitHubClientFactory clients;
    private final Clock clock;
    private final OverviewReader overviews;
    private final PageWriter pages;
    private final RotationHistory rotations;
    private final TokenSettings tokenSettings;
    private final CredentialResolver credentials;
    private Optional<ApiHttpServer> server = Optional.empty();

    HttpServerLifecycle(
            HttpSettings settings,
            ApiFactory apiFactory,
            AuditHistory history,
            ActionsSecretSettings secretSettings,
            PrometheusMetrics metrics,
            GitHubClientFactory clients,
            OverviewReader overviews,
            PageWriter pages,
            RotationHistory rotations,
            TokenSettings tokenSettings,
            CredentialResolver credentials,
            Clock clock) {
        this.settings = settings;
        this.apiFactory = apiFactory;
        this.history = history;
        this.secret = new SecretName(secretSettings.secret());
        this.metrics = metrics;
        this.clients = clients;
        this.overviews = overviews;
        this.pages = pages;
        this.rotations = rotations;
        this.tokenSettings = tokenSettings;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Where the server listens.
     *
     * @param oneTimeKey the key that lets in until the process ends, when none is configured
     */
    public record Opened(String host, int port, Optional<String> oneTimeKey) {

        /** Hides the key. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Opens the server; what it is asked to do that takes long goes to {@code jobs}.
     *
     * @throws IllegalArgumentException when a setting is wrong, or the port is not available
     */
    Opened open(JobLauncher jobs, AuditCronSchedule schedule) {
        Optional<String> oneTimeKey = settings.keys().isEmpty() ? Optional.of(newKey()) : Optional.empty();
        var keys =
                oneTimeKey.map(key -> ApiKeys.ofOne("one-time-key", key)).orElseGet(() -> ApiKeys.of(settings.keys()));
        String host = host(oneTimeKey.isPresent());
        var throttle = new FailedAuthThrottle(FREE_FAILURES, FAILURE_DELAY, clock);
        var authenticator = new BearerAuthenticator(keys, throttle);
        var healthChecks = new HealthChecks(history, secret, schedule, clients.gitHubClock()::warning, clock);
        var api = apiFactory.over(jobs);
        var site = new BrowserRequestHandler(
                keys,
                throttle,
                new Sessions(keys::has, clock),
                pages,
                session -> page(session, schedule),
                new RotationEvents(history, rotations, secret, this::cost, clock),
                api::answer,
                metrics::refused);
        var answers = new Routes(healthChecks, metrics, api, site);
        var opening = new ApiHttpServer(ConnectionLimits.of(settings), authenticator, answers, metrics);
        int port = opening.open(host, port());
        server = Optional.of(opening);
        return new Opened(host, port, oneTimeKey);
    }

    private String page(Sessions.Session session, AuditCronSchedule schedule) {
        var seen = overviews.readOrExplain(
                secret, last -> schedule.isOverdue(last, clock.instant()), clients.gitHubClock()::at);
        String vault = tokenSettings.secretId().map(String::strip).orElse("");
        int repositories = seen.repositories().map(all -> all.rows().size()).orElse(0);
        String cost = repositories == 0 ? "the repositories of the graph" : cost(repositories);
        return pages.page(seen, new PageWriter.PageSession(session.csrf(), session.caller(), vault, cost));
    }

    private String cost(int repositories) {
        boolean tokenWrites = !credentials.isConfigured(name -> Optional.ofNullable(System.getenv(name)));
        return Plurals.repositories(repositories)
                + "; at the configured pace that takes about "
                + minutes(RotationEstimate.beforehand(
                                repositories,
                                repositories,
                                0,
                                tokenWrites,
                                RequiredPermissions.of(tokenSettings.needs(), !tokenWrites),
                                clients.forecast(),
                                Optional.empty())
                        .time());
    }

    private static String minutes(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 120 ? seconds + " s" : Math.ceilDiv(seconds, 60) + " min";
    }

    /**
     * Checks the settings as {@link #open} does, and opens nothing.
     *
     * @return a sentence that says where it would listen
     * @throws IllegalArgumentException when a setting is wrong
     */
    public String check() {
        boolean isKeyless = settings.keys().isEmpty();
        var unusedKeys = ApiKeys.of(settings.keys());
        var unusedLimits = ConnectionLimits.of(settings);
        return "it listens at " + host(isKeyless) + " port " + port() + ", "
                + (isKeyless ? "with a one-time key" : "with " + settings.keys().size() + " configured keys");
    }

    /** Takes nothing new in, and waits for what is being answered, at most {@code most}. */
    public void close(Duration most) {
        server.ifPresent(open -> open.close(most));
    }

    private String host(boolean isKeyless) {
        String host = settings.host().orElse(isKeyless ? LOOPBACK : EVERYWHERE);
        if (isKeyless && !isLoopback(host)) {
            throw new IllegalArgumentException("ccat.pat.http.host is " + QuotedText.of(host)
                    + ", but no key is configured: expected a ccat.pat.http.keys.\"NAME\", or a loopback address");
        }
        return host;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "ccat.pat.http.host is " + QuotedText.of(host) + ": expected an address of this machine", e);
        }
    }

    private int port() {
        int port = settings.port();
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("ccat.pat.http.port is " + port + ": expected 0 to " + HIGHEST_PORT);
        }
        return port;
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** Health for every caller; metrics and the API for authenticated callers. */
    private record Routes(HealthChecks health, PrometheusMetrics metrics, ApiRouter api, BrowserRequestHandler site)
            implements ApiHttpServer.RequestHandler {

        private static final String METRICS = "/q/metrics";

        @Override
        public boolean isOpen(String path) {
            return HealthChecks.isOpen(path);
        }

        @Override
        public ApiResponse toAnonymous(String path) {
            return health.respond(path);
        }

        @Override
        public ApiResponse toCaller(ApiRequest request) {
            boolean isMetrics =
                    request.path().equals(METRICS) && request.method().equals("GET");
            return isMetrics ? metrics.respond() : api.answer(request);
        }

        @Override
        public Optional<RequestGate.Admission> admit(HttpRequest head, String path, SourceAddress source) {
            return site.admit(head, path, source);
        }
    }
}
