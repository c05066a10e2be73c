package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The calls that an App makes as itself, with a JWT: each with one of its own, and with another one when GitHub's clock makes
 * the first one invalid. Not safe for use by several threads.
 */
final class GitHubAppClient {

    /** Of clocks that are no further apart the JWT holds, because it begins early and ends late. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    /** Pages of 100 each; beyond them the missing repositories are not named. */
    private static final int MOST_PAGES = 50;

    private final GitHubHttpClient httpClient;
    private final GitHubApp app;
    private final ApiUrl apiUrl;
    private final Clock clock;
    private volatile JwtSigner signer;
    private Duration ahead = Duration.ZERO;

    GitHubAppClient(GitHubHttpClient httpClient, GitHubApp app, ApiUrl apiUrl, Clock clock) {
        this.httpClient = httpClient;
        this.app = app;
        this.apiUrl = apiUrl;
        this.clock = clock;
        this.signer = app.signer();
    }

    /** An answer and what it means; without an answer the meaning alone. */
    record ExchangeResult(ResponseKind kind, String message) {}

    /** Signs with {@code other} from now on: the key may have been changed. */
    void signWith(JwtSigner other) {
        signer = other;
    }

    /** Asks for a token of the installation that {@code scope} is for. */
    ExchangeResult mint(long installation, AppScope scope, CredentialTracker credential, String source) {
        var body = new InstallationTokenRequest(
                scope.permissions(),
                scope.repositories().stream()
                        .filter(repository -> repository.owner().equalsIgnoreCase(app.organization()))
                        .map(repository -> repository.name())
                        .toList());
        return ask(
                GitHubRequest.exchange(
                        "/app/installations/" + installation + "/access_tokens",
                        (api, authorization) ->
                                api.installationToken(installation, body, authorization, GitHubApi.JSON)),
                credential,
                source);
    }

    /** Asks where it is installed in the organisation. */
    ExchangeResult installation(CredentialTracker credential, String source) {
        return ask(
                GitHubRequest.read(
                        "/orgs/" + app.organization() + "/installation",
                        (api, authorization) -> api.installation(app.organization(), authorization, GitHubApi.JSON)),
                credential,
                source);
    }

    /** Asks what it is. */
    ExchangeResult itself(CredentialTracker credential, String source) {
        return ask(
                GitHubRequest.read("/app", (api, authorization) -> api.app(authorization, GitHubApi.JSON)),
                credential,
                source);
    }

    /**
     * The repositories that {@code token} of the App reaches.
     *
     * @throws GitHubException.GitHubUnavailableException when GitHub does not list all of them
     */
    Set<RepositoryName> repositories(TokenCredential token, CredentialTracker credential) {
        var reached = new HashSet<RepositoryName>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var request = repositories(page);
            credential.count();
            var response = httpClient.send(request, token);
            if (!response.isSuccess()) {
                throw new GitHubException.GitHubUnavailableException(request, "answered with " + response.status());
            }
            var body = ResponseJson.of(response);
            body.list("repositories").forEach(item -> reached.add(item.parsed("full_name", RepositoryName::parse)));
            if (reached.size() >= body.count("total_count")) {
                return reached;
            }
        }
        throw new GitHubException.GitHubUnavailableException(
                repositories(MOST_PAGES), "lists fewer repositories than it counts");
    }

    private static GitHubRequest repositories(int page) {
        return GitHubRequest.read(
                "/installation/repositories",
                (api, authorization) ->
                        api.installationRepositories(Paginator.SIZE, page, authorization, GitHubApi.JSON));
    }

    private ExchangeResult ask(GitHubRequest request, CredentialTracker credential, String source) {
        try {
            var response = send(request, credential);
            if (response.status() == 401 && isMistimed(response)) {
                response = send(request, credential);
            }
            return new ExchangeResult(
                    unlessMoved(ResponseClassifier.judge(response, clock.instant(), source, apiUrl), request),
                    SanitizedErrorMessage.message(response).orElse(""));
        } catch (GitHubException.GitHubUnavailableException e) {
            return new ExchangeResult(
                    e.isPermanent() ? new ResponseKind.PermanentFailure(e) : new ResponseKind.TransientFailure(e), "");
        }
    }

    /** A redirect of the exchange does not count against the call that waits for its token. */
    private static ResponseKind unlessMoved(ResponseKind kind, GitHubRequest request) {
        return kind instanceof ResponseKind.Redirected
                ? new ResponseKind.TransientFailure(new GitHubException.GitHubUnavailableException(
                        request, "redirected, which is not followed with the JWT of an App"))
                : kind;
    }

    private GitHubResponse send(GitHubRequest request, CredentialTracker credential) {
        credential.count();
        var sent = clock.instant();
        return httpClient.send(request, jwt(request, sent)).between(sent, clock.instant());
    }

    private TokenCredential jwt(GitHubRequest request, Instant now) {
        try {
            return new TokenCredential(AppJwt.make(app, signer, now.plus(ahead)), "the JWT of the App");
        } catch (SecretUnavailableException e) {
            throw new GitHubException.GitHubUnavailableException(
                    request, "not sent, the JWT of the App could not be signed: " + e.getMessage());
        }
    }

    /** Learns GitHub's clock from its refusal; whether that makes a difference. */
    private boolean isMistimed(GitHubResponse response) {
        var now = clock.instant();
        var offset = response.date()
                .map(date -> GitHubClock.offset(response, date, now))
                .orElse(ahead);
        boolean isOther = offset.minus(ahead).abs().compareTo(TOLERATED) > 0;
        ahead = offset;
        return isOther;
    }
}
