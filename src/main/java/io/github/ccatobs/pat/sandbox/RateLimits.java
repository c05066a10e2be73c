package io.github.ccatobs.pat.sandbox;

/**
 * How much one user may ask for. Everything but the first is counted in windows that slide.
 *
 * @param requestsPerHour the primary limit, in a window that begins with the first request
 * @param pointsPerMinute a read is 1 point, a write 5
 * @param writesPerMinute requests that change something
 * @param writesPerHour requests that change something
 * @param concurrent requests of all users under way at once
 * @param badCredentialsPerMinute rejected credentials after which every credential is turned away
 * @param queryPointsPerHour the primary limit of the GraphQL API, which is counted apart
 */
public record RateLimits(
        int requestsPerHour,
        int pointsPerMinute,
        int writesPerMinute,
        int writesPerHour,
        int concurrent,
        int badCredentialsPerMinute,
        int queryPointsPerHour) {

    /**
     * GitHub's published limits; the one of bad credentials is not published.
     *
     * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
     */
    public static RateLimits published() {
        return new RateLimits(5000, 900, 80, 500, 100, 10, 5000);
    }

    /** No limit that a test or a benchmark could meet. */
    public static RateLimits none() {
        int most = Integer.MAX_VALUE;
        return new RateLimits(most, most, most, most, most, most, most);
    }

    /** The same with another primary limit. */
    public RateLimits withRequestsPerHour(int most) {
        return new RateLimits(
                most,
                pointsPerMinute,
                writesPerMinute,
                writesPerHour,
                concurrent,
                badCredentialsPerMinute,
                queryPointsPerHour);
    }

    /** The same with another number of points. */
    public RateLimits withPointsPerMinute(int most) {
        return new RateLimits(
                requestsPerHour,
                most,
                writesPerMinute,
                writesPerHour,
                concurrent,
                badCredentialsPerMinute,
                queryPointsPerHour);
    }

    /** The same with another number of writes. */
    public RateLimits withWritesPerHour(int most) {
        return new RateLimits(
                requestsPerHour,
                pointsPerMinute,
                writesPerMinute,
                most,
                concurrent,
                badCredentialsPerMinute,
                queryPointsPerHour);
    }

    /** The same with another number of requests under way at once. */
    public RateLimits withConcurrent(int most) {
        return new RateLimits(
                requestsPerHour,
                pointsPerMinute,
                writesPerMinute,
                writesPerHour,
                most,
                badCredentialsPerMinute,
                queryPointsPerHour);
    }

    /** The same with another primary limit of the GraphQL API. */
    public RateLimits withQueryPointsPerHour(int most) {
        return new RateLimits(
                requestsPerHour,
                pointsPerMinute,
                writesPerMinute,
                writesPerHour,
                concurrent,
                badCredentialsPerMinute,
                most);
    }
}
