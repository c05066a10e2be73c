package io.github.ccatobs.pat.sandbox;

/**
 * How much one user may ask for. Everything but the first is counted in windows that slide.
 *
 * @param requestsPerHour the primary limit, in a window that begins with the first request
 * @param pointsPerMinute a read is 1 point, a write 5
 * @param writesPerMinute requests that change something
 * @param writesPerHour requests that change something
 * @param concurrent requests of everybody under way at once
 * @param badCredentialsPerMinute rejected credentials after which every credential is turned away
 */
public record Limits(
        int requestsPerHour,
        int pointsPerMinute,
        int writesPerMinute,
        int writesPerHour,
        int concurrent,
        int badCredentialsPerMinute) {

    /**
     * What GitHub publishes; the last number it does not.
     *
     * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
     */
    public static Limits published() {
        return new Limits(5000, 900, 80, 500, 100, 10);
    }

    /** No limit that a test or a benchmark could meet. */
    public static Limits none() {
        int most = Integer.MAX_VALUE;
        return new Limits(most, most, most, most, most, most);
    }

    /** The same with another primary limit. */
    public Limits withRequestsPerHour(int most) {
        return new Limits(most, pointsPerMinute, writesPerMinute, writesPerHour, concurrent, badCredentialsPerMinute);
    }

    /** The same with another number of points. */
    public Limits withPointsPerMinute(int most) {
        return new Limits(requestsPerHour, most, writesPerMinute, writesPerHour, concurrent, badCredentialsPerMinute);
    }

    /** The same with another number of writes. */
    public Limits withWritesPerMinute(int most) {
        return new Limits(requestsPerHour, pointsPerMinute, most, writesPerHour, concurrent, badCredentialsPerMinute);
    }

    /** The same with another number of writes. */
    public Limits withWritesPerHour(int most) {
        return new Limits(requestsPerHour, pointsPerMinute, writesPerMinute, most, concurrent, badCredentialsPerMinute);
    }

    /** The same with another number of requests under way at once. */
    public Limits withConcurrent(int most) {
        return new Limits(
                requestsPerHour, pointsPerMinute, writesPerMinute, writesPerHour, most, badCredentialsPerMinute);
    }
}
