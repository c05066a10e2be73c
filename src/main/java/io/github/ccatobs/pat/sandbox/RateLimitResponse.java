package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * How a limit is answered: GitHub uses both statuses, and does not always say how long to wait.
 *
 * @param status 403 or 429
 * @param hint how the caller learns when to come back
 */
public record RateLimitResponse(int status, Hint hint) {

    /** How the caller learns when to come back. */
    public enum Hint {
        /** {@code retry-after} in seconds. */
        RETRY_AFTER,
        /** {@code retry-after} as a date, which HTTP allows. */
        RETRY_AFTER_DATE,
        /** {@code x-ratelimit-remaining: 0} and {@code x-ratelimit-reset}. */
        RESET,
        /** Not at all. */
        NONE
    }

    /** GitHub's answer when the hourly quota is used up. */
    static final RateLimitResponse PRIMARY = new RateLimitResponse(403, Hint.RESET);

    /** GitHub's answer when requests come too fast. */
    static final RateLimitResponse SECONDARY = new RateLimitResponse(403, Hint.RETRY_AFTER);

    /** Checks the status. */
    public RateLimitResponse {
        if (status != 403 && status != 429) {
            throw new IllegalArgumentException("GitHub answers a limit with 403 or 429, not " + status);
        }
    }

    SandboxResponse say(String message, Instant until, Instant now) {
        SandboxResponse response = SandboxResponse.message(status, message);
        return switch (hint) {
            case RETRY_AFTER -> response.with("retry-after", String.valueOf(seconds(until, now)));
            case RETRY_AFTER_DATE -> response.with("retry-after", HttpDate.print(now.plusSeconds(seconds(until, now))));
            case RESET ->
                response.with("x-ratelimit-remaining", "0")
                        .with(
                                "x-ratelimit-reset",
                                String.valueOf(until.plusMillis(999).getEpochSecond()));
            case NONE -> response;
        };
    }

    /** Rounded up, and at least one. */
    private static long seconds(Instant until, Instant now) {
        return Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
    }
}
