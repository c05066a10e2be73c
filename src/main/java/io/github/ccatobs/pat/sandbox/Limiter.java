package io.github.ccatobs.pat.sandbox;

import io.github.ccatobs.pat.sandbox.RateUsage.RateLimitOverview;
import io.github.ccatobs.pat.sandbox.RateUsage.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * GitHub's rate limits, per user whatever the token, and per installation of an App. A request that is turned away is not counted, so that a test can
 * say exactly when the next one passes; GitHub is less patient.
 */
final class Limiter {

    /** Requests without a token share this, as they would share an address. */
    private static final String NOBODY = "";

    private static final int NOBODYS_REQUESTS = 60;

    private final Map<String, RateUsage> users = new HashMap<>();
    private final Map<String, RateUsage> queries = new HashMap<>();
    private final UsageWindow badCredentials = new UsageWindow(Duration.ofMinutes(1));
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile RateLimits limits = RateLimits.published();
    private volatile RateLimitResponse primary = RateLimitResponse.PRIMARY;
    private volatile RateLimitResponse secondary = RateLimitResponse.SECONDARY;

    void enforce(RateLimits wanted) {
        limits = wanted;
    }

    void answerPrimary(RateLimitResponse wanted) {
        primary = wanted;
    }

    void answerSecondary(RateLimitResponse wanted) {
        secondary = wanted;
    }

    /** How often a limit was answered. */
    int answered() {
        return answered.get();
    }

    /** Counts a request of {@code login}, or turns it away. */
    void admit(Optional<SandboxToken> caller, boolean writes, Instant now) {
        lock.lock();
        try {
            RateUsage rateUsage = spending(caller);
            Optional<Instant> exhausted = rateUsage.exhaustedUntil(quotaOf(caller), now);
            if (exhausted.isPresent()) {
                throw limited(primary, "API rate limit exceeded for user.", exhausted.get(), now);
            }
            rateUsage.tooFastUntil(limits, writes, now).ifPresent(until -> {
                throw tooFast(until, now);
            });
            rateUsage.spend(writes, now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a query of the GraphQL API that costs {@code points}, or turns it away, which GitHub does with status 200.
     *
     * @return what is left of the caller's quota then
     */
    RateLimitOverview admitQuery(SandboxToken caller, int points, Instant now) {
        lock.lock();
        try {
            var usage = queries.computeIfAbsent(caller.account(), account -> new RateUsage());
            int most = limits.queryPointsPerHour();
            if (usage.exhaustedUntil(most, now).isPresent()) {
                answered.incrementAndGet();
                throw new ApiErrorException(GraphQlRoutes.used(usage.quota(most, now)));
            }
            usage.spendOfTheHour(points, now);
            return usage.quota(most, now);
        } finally {
            lock.unlock();
        }
    }

    /** Turns a request away when too many are under way. */
    void admitConcurrent(int inFlight, Instant now) {
        if (inFlight > limits.concurrent()) {
            throw tooFast(now.plus(Duration.ofMinutes(1)), now);
        }
    }

    /** Turns every credential away for a while after too many bad ones. */
    void admitCredential(Instant now) {
        lock.lock();
        try {
            badCredentials
                    .blockedUntil(1, limits.badCredentialsPerMinute(), now)
                    .ifPresent(until -> {
                        throw ApiErrorException.of(
                                403, "Maximum number of login attempts exceeded. Please try again later.");
                    });
        } finally {
            lock.unlock();
        }
    }

    void badCredential(Instant now) {
        lock.lock();
        try {
            badCredentials.spend(1, now);
        } finally {
            lock.unlock();
        }
    }

    RateLimitOverview quota(Optional<SandboxToken> caller, Instant now) {
        lock.lock();
        try {
            return spending(caller).quota(quotaOf(caller), now);
        } finally {
            lock.unlock();
        }
    }

    private RateUsage spending(Optional<SandboxToken> caller) {
        return users.computeIfAbsent(caller.map(SandboxToken::account).orElse(NOBODY), account -> new RateUsage());
    }

    private int quotaOf(Optional<SandboxToken> caller) {
        return caller.isPresent() ? limits.requestsPerHour() : Math.min(NOBODYS_REQUESTS, limits.requestsPerHour());
    }

    private ApiErrorException tooFast(Instant until, Instant now) {
        return limited(
                secondary,
                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
                until,
                now);
    }

    private ApiErrorException limited(RateLimitResponse shape, String message, Instant until, Instant now) {
        answered.incrementAndGet();
        return new ApiErrorException(shape.say(message, until, now));
    }
}
