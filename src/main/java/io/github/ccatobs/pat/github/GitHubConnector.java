package io.github.ccatobs.pat.github;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens GitHub for a credential. All that it opens share one pace, because GitHub counts them together. */
@ApplicationScoped
public class GitHubConnector {

    /** The version every supported server knows: github.com until 2028 at least, and GitHub Enterprise Server since 3.9. */
    private static final String API_VERSION = "2022-11-28";

    private final GitHubSettings settings;
    private final String version;
    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final Pace pace;

    GitHubConnector(
            GitHubSettings settings,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Clock clock,
            Pause pause,
            RandomGenerator random) {
        this.settings = settings;
        this.version = version;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.pace = new Pace(settings, clock, pause);
    }

    /**
     * Opens GitHub at {@code GITHUB_API_URL}; sends nothing yet.
     *
     * @throws IllegalArgumentException when the URL is none we may send a credential to
     */
    public GitHub connect(Credential credential, TimeBudget budget) {
        return connect(credential, budget, ApiUrl.parse(settings.apiUrl().orElse("https://api.github.com")));
    }

    /** Opens GitHub at {@code apiUrl}; sends nothing yet. */
    public GitHub connect(Credential credential, TimeBudget budget, ApiUrl apiUrl) {
        var facts = new CredentialFacts(settings.reserve());
        var wire = new Wire(build(credential, apiUrl), settings.timeout());
        var conversation = new Conversation(wire, pace, facts, credential, apiUrl, budget, clock, pause, random);
        return new GitHub(conversation, facts, credential, clock);
    }

    /** Counts writes of earlier processes, so that a resumed run keeps the pace too. */
    public void rememberWrites(List<Instant> writes) {
        writes.forEach(pace::remember);
    }

    private GitHubApi build(Credential credential, ApiUrl apiUrl) {
        ClientRequestFilter headers = request -> {
            request.getHeaders().putSingle("Authorization", credential.authorization());
            request.getHeaders().putSingle("X-GitHub-Api-Version", API_VERSION);
        };
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(apiUrl.base())
                .userAgent("ccat-pat/" + version)
                .connectTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .register(headers)
                .build(GitHubApi.class);
    }
}
