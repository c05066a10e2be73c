package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The limiters of this process: one for each account that GitHub counts by itself. GitHub counts all tokens of a person together,
 * and each installation of an App apart from persons. Whose a token is shows only in GitHub's answers, so tokens of all persons
 * share one limiter. The requests under way at once are counted together, for all accounts.
 *
 * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits for the REST API</a>
 */
final class RateLimiterRegistry {

    private static final String PERSONS = "persons";
    private static final String INSTALLATION_TOKENS = "installation tokens";

    private final GitHubSettings settings;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Semaphore places;
    private final Map<CountedAccount, RateLimiter> limiters = new ConcurrentHashMap<>();
    private volatile RateLimitListener listener = (until, why) -> {};

    /** What GitHub at {@code apiUrl} counts by itself. */
    private record CountedAccount(ApiUrl apiUrl, String account) {}

    RateLimiterRegistry(GitHubSettings settings, Clock clock, Sleeper sleeper) {
        this.settings = settings;
        this.clock = clock;
        this.sleeper = sleeper;
        this.places = new Semaphore(settings.inFlight());
    }

    /** The limiter that calls with {@code credential} to the GitHub at {@code apiUrl} go through. */
    RateLimiter of(Credential credential, ApiUrl apiUrl) {
        return limiters.computeIfAbsent(new CountedAccount(apiUrl, account(credential)), account -> newLimiter());
    }

    private static String account(Credential credential) {
        return switch (credential) {
            case TokenCredential token -> token.isOfInstallation() ? INSTALLATION_TOKENS : PERSONS;
            case AppCredential(GitHubApp app, AppScope scope) ->
                "App " + app.clientId() + " on " + app.organization() + " " + app.installationId();
        };
    }

    private RateLimiter newLimiter() {
        var limiter = new RateLimiter(settings, clock, sleeper, places);
        limiter.onWait((until, why) -> listener.waiting(until, why));
        return limiter;
    }

    /** Reports later waits of all limiters to {@code newListener}, in place of the one before. */
    void onWait(RateLimitListener newListener) {
        listener = newListener;
    }

    /** Foretells calls with a credential of which no quota is known, from what the account that wrote most has spent. */
    RateLimitForecast forecast() {
        var unknown = new CredentialTracker(settings.reserve());
        return limiters.values().stream()
                .max(Comparator.comparingInt(RateLimiter::writesOfTheHour))
                .orElseGet(() -> new RateLimiter(settings, clock, sleeper, places))
                .forecast(unknown);
    }
}
