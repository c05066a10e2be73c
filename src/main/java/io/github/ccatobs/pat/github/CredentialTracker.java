package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The state of one credential, from the headers of GitHub's answers. Safe for use by several threads. */
final class CredentialTracker {

    private static final int SMALLEST_SHARE = 5;
    /** GitHub counts by the hour; a later reset is garbled, and must not stop us until then. */
    private static final Duration LONGEST_HOUR = Duration.ofMinutes(70);

    private final int reserve;
    private final String source;
    private volatile Optional<RateLimitStatus> quota = Optional.empty();
    private volatile Optional<RateLimitStatus> queries = Optional.empty();
    private volatile TokenExpiry expiry = new TokenExpiry.Unknown();
    private volatile Optional<List<String>> scopes = Optional.empty();
    private volatile OptionalInt maximumDays = OptionalInt.empty();
    private volatile boolean rejected;
    private final LongAdder calls = new LongAdder();

    CredentialTracker(int reserve) {
        this(reserve, "");
    }

    /** {@code source} is where the credential came from; empty where that is not known. */
    CredentialTracker(int reserve, String source) {
        this.reserve = reserve;
        this.source = source;
    }

    /** The {@code reason} for a wait, with the credential that waits, as far as it is known. */
    String named(String reason) {
        return source.isEmpty() ? reason : reason + " (" + source + ")";
    }

    /** One more request goes out. */
    void count() {
        calls.increment();
    }

    long calls() {
        return calls.sum();
    }

    /** Learns from an answer received at {@code now}. */
    void learn(GitHubResponse response, Instant now) {
        if (response.status() == 401 || response.call().kind() == GitHubRequest.RequestKind.QUERY) {
            return;
        }
        learnQuota(response, now);
        if (response.status() == 403) {
            LifetimePolicy.maximumDays(response).ifPresent(days -> maximumDays = OptionalInt.of(days));
        }
        if (response.isSuccess()) {
            learnExpiry(response.header("github-authentication-token-expiration")
                    .map(text -> TokenExpiry.parse(text, ResponseClassifier.dateOf(response, now))));
            response.header("x-oauth-scopes").ifPresent(text -> scopes = Optional.of(words(text)));
        }
    }

    /** GitHub does not take it, so that nothing more need be sent. */
    void reject() {
        rejected = true;
    }

    /** Whether GitHub does not take it. */
    boolean isRejected() {
        return rejected;
    }

    Optional<RateLimitStatus> quota() {
        return quota;
    }

    TokenExpiry expiry() {
        return expiry;
    }

    /** The longest life in days that an owner allows tokens, as GitHub refused this one. */
    OptionalInt maximumDays() {
        return maximumDays;
    }

    /** The scopes of a classic token; empty for other kinds. */
    Optional<List<String>> scopes() {
        return scopes;
    }

    /**
     * When the next call may be made without touching the reserve: now, or when the hour is over. Calls under way,
     * which the last answer could not count, are taken as spent.
     */
    Instant mayAskFrom(Instant now, int underWay) {
        return quota.filter(known -> known.reset().isAfter(now))
                .filter(known -> isReserved(known, known.remaining() - underWay))
                .map(RateLimitStatus::reset)
                .orElse(now);
    }

    /** Learns the quota of the GraphQL API, as an answer to a query gives it, and what that query took of it. */
    void learnQueries(RateLimitStatus status, long cost, Instant now) {
        if (status.reset().isAfter(now.plus(LONGEST_HOUR))) {
            return;
        }
        queries = Optional.of(new RateLimitStatus(status.limit(), status.remaining() - cost, status.reset()));
    }

    /** Whether one more query like the last leaves the reserve of the GraphQL API's quota alone. */
    boolean mayQuery(Instant now) {
        return queries.filter(known -> known.reset().isAfter(now))
                .filter(known -> isReserved(known, known.remaining()))
                .isEmpty();
    }

    private boolean isReserved(RateLimitStatus known, long left) {
        return isReserved(known, left, reserve);
    }

    /** Whether {@code left} of {@code known} is within the {@code reserve}, or within a fifth where the limit is small. */
    static boolean isReserved(RateLimitStatus known, long left, int reserve) {
        return left < Math.min(reserve, known.limit() / SMALLEST_SHARE);
    }

    /** One answer without the header, or with one that cannot be read, does not take back an end that another named. */
    private synchronized void learnExpiry(Optional<TokenExpiry> seen) {
        boolean wasNamed = expiry instanceof TokenExpiry.At
                || (expiry instanceof TokenExpiry.Unknown(var unreadable) && unreadable.isPresent());
        if (seen.isEmpty()) {
            expiry = wasNamed ? expiry : new TokenExpiry.Never();
        } else if (seen.get() instanceof TokenExpiry.At || !(expiry instanceof TokenExpiry.At)) {
            expiry = seen.get();
        }
    }

    private void learnQuota(GitHubResponse response, Instant now) {
        OptionalLong limit = response.number("x-ratelimit-limit");
        OptionalLong remaining = response.number("x-ratelimit-remaining");
        OptionalLong reset = response.number("x-ratelimit-reset");
        boolean core =
                response.header("x-ratelimit-resource").map("core"::equals).orElse(true);
        if (core && limit.isPresent() && remaining.isPresent() && reset.isPresent()) {
            var ourReset = now.plusSeconds(
                    reset.getAsLong() - ResponseClassifier.dateOf(response, now).getEpochSecond());
            if (!ourReset.isAfter(now.plus(LONGEST_HOUR))) {
                keepLower(new RateLimitStatus(limit.getAsLong(), remaining.getAsLong(), ourReset));
            }
        }
    }

    /** Answers overtake each other: inside one hour the lower count is the later one. */
    private synchronized void keepLower(RateLimitStatus seen) {
        boolean older = quota.filter(known -> known.remaining() < seen.remaining()
                        && known.reset().plusSeconds(SMALLEST_SHARE).isAfter(seen.reset()))
                .isPresent();
        if (!older) {
            quota = Optional.of(seen);
        }
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
