package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.Timestamps;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One credential's talk with GitHub: each call is sent at its turn, followed where its repository went, repeated while
 * that may help, and answered whole or not at all.
 */
final class RetryingRequestExecutor {

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_SILENCES = 24;
    private static final int CONFLICT = 409;

    private static final Duration FRESH_PAUSE = Duration.ofSeconds(1);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4));
    /** No budget allows that long a wait, so a limit met again and again ends. */
    private static final Duration LONGEST_LIMIT = Duration.ofDays(1);

    private static final Backoff TOLD_LIMIT = new Backoff(Duration.ofSeconds(1), LONGEST_LIMIT);
    /** GitHub asks for a minute when it does not say how long a limit lasts. */
    private static final Backoff UNTOLD_LIMIT = new Backoff(Duration.ofMinutes(1), LONGEST_LIMIT);

    /** How often a call has been tried, and why in vain. */
    private record Attempt(
            GitHubRequest call, int failures, int limits, boolean metConflict, boolean renewed, boolean triedFresh) {
        Attempt at(GitHubRequest elsewhere) {
            return new Attempt(elsewhere, failures, limits, metConflict, renewed, triedFresh);
        }

        Attempt failed() {
            return new Attempt(call, failures + 1, limits, metConflict, renewed, triedFresh);
        }

        Attempt limited() {
            return new Attempt(call, failures, limits + 1, metConflict, renewed, triedFresh);
        }

        Attempt conflicted() {
            return new Attempt(call, failures, limits, true, renewed, triedFresh);
        }

        Attempt withAnotherToken() {
            return new Attempt(call, failures, limits, metConflict, true, triedFresh);
        }

        Attempt withTheFreshToken() {
            return new Attempt(call, failures, limits, metConflict, renewed, true);
        }

        /** Another write of the same secret was under way; when that ends, this one may go through. */
        boolean mayRepeat(GitHubException failure) {
            return call.kind() == GitHubRequest.RequestKind.WRITE
                    && !metConflict
                    && failure instanceof GitHubException.GitHubValidationException invalid
                    && invalid.status() == CONFLICT;
        }
    }

    private final GitHubHttpClient httpClient;
    private final RateLimiter rateLimiter;
    private final CredentialTracker credential;
    private final GitHubClock gitHubClock;
    private final TokenProvider tokens;
    private final ApiUrl apiUrl;
    private final TimeBudget budget;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final AtomicInteger silences = new AtomicInteger();

    RetryingRequestExecutor(
            GitHubHttpClient httpClient,
            RateLimiter rateLimiter,
            CredentialTracker credential,
            GitHubClock gitHubClock,
            TokenProvider tokens,
            ApiUrl apiUrl,
            TimeBudget budget,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.httpClient = httpClient;
        this.rateLimiter = rateLimiter;
        this.credential = credential;
        this.gitHubClock = gitHubClock;
        this.tokens = tokens;
        this.apiUrl = apiUrl;
        this.budget = budget;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Makes the call and gives the answer that did what was asked.
     *
     * @throws GitHubException when there is none
     */
    GitHubResponse ask(GitHubRequest request) {
        return execute(request, true).orElseThrow();
    }

    /**
     * Makes the call where it is addressed and nowhere else; empty when GitHub redirects it.
     *
     * @throws GitHubException when there is no answer, or the redirect leads where the credential must not go
     */
    Optional<GitHubResponse> askUnlessMoved(GitHubRequest request) {
        return execute(request, false);
    }

    /** How long further calls with this credential take. */
    RateLimitForecast forecast() {
        return rateLimiter.forecast(credential);
    }

    /** Counts writes of earlier and other processes as writes of this credential. */
    void rememberWrites(List<Instant> writes) {
        rateLimiter.remember(writes);
    }

    /** Whether GitHub counts the calls of {@code other} together with these, as far as is known. */
    boolean isCountedWith(RetryingRequestExecutor other) {
        return rateLimiter == other.rateLimiter;
    }

    private Optional<GitHubResponse> execute(GitHubRequest request, boolean follows) {
        var attempt = new Attempt(request, 0, 0, false, false, false);
        while (true) {
            switch (sendInTurn(attempt)) {
                case ResponseKind.Success(GitHubResponse response) -> {
                    return Optional.of(response);
                }
                case ResponseKind.Redirected(String location) -> {
                    var there = follow(attempt.call(), location);
                    if (!follows) {
                        return Optional.empty();
                    }
                    attempt = attempt.at(there);
                }
                case ResponseKind.TransientFailure(GitHubException.GitHubUnavailableException failure) ->
                    attempt = waitAfter(failure, attempt);
                case ResponseKind.RateLimited rateLimited -> attempt = attempt.limited();
                case ResponseKind.StaleToken(GitHubException failure, boolean isFresh) ->
                    attempt = againAfter(failure, isFresh, attempt);
                case ResponseKind.PermanentFailure(GitHubException failure) -> attempt = nextAttempt(failure, attempt);
            }
        }
    }

    /** Fail fast before queueing, and again afterwards: others may have met the failure meanwhile. */
    private ResponseKind sendInTurn(Attempt attempt) {
        var request = attempt.call();
        failFast(request);
        try (var permit = rateLimiter.enter(request, credential, budget)) {
            failFast(request);
            var kind = send(request);
            if (kind instanceof ResponseKind.RateLimited(Optional<Duration> told)) {
                var wait = limitOf(told, attempt);
                if (request.kind() == GitHubRequest.RequestKind.REVOCATION) {
                    throw ofRevocations(request, clock.instant().plus(wait));
                }
                permit.metLimit(wait);
            } else if (kind instanceof ResponseKind.Success) {
                permit.succeeded();
            }
            return kind;
        }
    }

    /** GitHub counts revocations, which carry no credential, by themselves: 60 an hour. Other calls need not wait. */
    private static GitHubException.RateLimitedException ofRevocations(GitHubRequest request, Instant until) {
        return new GitHubException.RateLimitedException(
                request, "GitHub's rate limit allows no further revocation before " + Timestamps.print(until), until);
    }

    private ResponseKind send(GitHubRequest request) {
        var kind =
                switch (tokens.authorize(credential, budget)) {
                    case TokenProvider.Authorization.Granted(TokenCredential token) -> send(request, token);
                    case TokenProvider.Authorization.Withheld(ResponseKind withheld) -> withheld;
                };
        if (kind instanceof ResponseKind.PermanentFailure(GitHubException.CredentialRejectedException rejected)) {
            credential.reject();
        }
        return kind;
    }

    private ResponseKind send(GitHubRequest request, TokenCredential token) {
        try {
            credential.count();
            var sent = clock.instant();
            var received = httpClient.send(request, token);
            var now = clock.instant();
            var response = received.between(sent, now);
            rateLimiter.measured(Duration.between(sent, now));
            silences.set(0);
            credential.learn(response, now);
            if (request.kind() != GitHubRequest.RequestKind.WRITE) {
                gitHubClock.learn(response, now);
            }
            return tokens.judge(ResponseClassifier.judge(response, now, tokens.source(), apiUrl), response, token);
        } catch (GitHubException.GitHubUnavailableException e) {
            if (request.kind() != GitHubRequest.RequestKind.QUERY) { // the REST API answers what queries ask
                silences.incrementAndGet();
            }
            return e.isPermanent() ? new ResponseKind.PermanentFailure(e) : new ResponseKind.TransientFailure(e);
        }
    }

    private void failFast(GitHubRequest request) {
        if (credential.isRejected()) {
            throw new GitHubException.CredentialRejectedException(
                    request, "not sent, " + tokens.source() + " was rejected by GitHub");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new GitHubException.GitHubUnavailableException(request, "not sent, interrupted");
        }
        if (silences.get() >= MOST_SILENCES) {
            throw new GitHubException.GitHubUnavailableException(
                    request, "not sent, GitHub answered none of the last " + MOST_SILENCES + " requests");
        }
    }

    /** A credential must not follow a redirect to another host, so neither does the call. */
    private GitHubRequest follow(GitHubRequest request, String location) {
        try {
            var target = request.address(apiUrl).resolve(new URI(location));
            if (!apiUrl.isSameHost(target)) {
                throw new GitHubException.GitHubUnavailableException(
                        request,
                        "redirected to another host, " + QuotedText.of(host(target))
                                + ", which is not followed with a credential",
                        true);
            }
            if (!request.leadsToTheSame(target)) {
                throw new GitHubException.GitHubUnavailableException(
                        request, "redirected to another secret, which is never written");
            }
            if (request.redirects() >= MOST_REDIRECTS) {
                throw new GitHubException.GitHubUnavailableException(
                        request, "redirected more than " + MOST_REDIRECTS + " times");
            }
            return request.redirectedTo(target);
        } catch (URISyntaxException e) { // not passed on as the cause: it repeats what GitHub sent
            throw new GitHubException.GitHubUnavailableException(request, "redirected to an invalid address", true);
        }
    }

    /** No more of an address than may stand in a message. */
    private static String host(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://"
                + Optional.ofNullable(address.getHost()).orElse("") + port;
    }

    private Attempt nextAttempt(GitHubException failure, Attempt attempt) {
        if (!attempt.mayRepeat(failure)) {
            throw failure;
        }
        sleeper.sleep(RETRY.jitteredAfter(0, random));
        return attempt.conflicted();
    }

    /** A token that GitHub does not take is renewed once; one that it may not know yet is tried once more. */
    private Attempt againAfter(GitHubException failure, boolean isFresh, Attempt attempt) {
        if (isFresh ? attempt.triedFresh() : attempt.renewed()) {
            if (failure instanceof GitHubException.CredentialRejectedException) {
                credential.reject();
            }
            throw failure;
        }
        if (isFresh) {
            sleeper.sleep(FRESH_PAUSE);
        }
        return isFresh ? attempt.withTheFreshToken() : attempt.withAnotherToken();
    }

    private Attempt waitAfter(GitHubException.GitHubUnavailableException failure, Attempt attempt) {
        var next = attempt.failed();
        if (next.failures() >= attempt.call().kind().tries()) {
            throw failure;
        }
        sleeper.sleep(RETRY.jitteredAfter(attempt.failures(), random));
        return next;
    }

    /** How long a limit lasts: as long as GitHub says, and longer each time it is met again. */
    private static Duration limitOf(Optional<Duration> told, Attempt attempt) {
        var least = (told.isPresent() ? TOLD_LIMIT : UNTOLD_LIMIT).after(attempt.limits());
        return told.filter(wait -> wait.compareTo(least) > 0).orElse(least);
    }
}
