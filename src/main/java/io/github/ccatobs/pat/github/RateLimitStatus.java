package io.github.ccatobs.pat.github;

import java.time.Instant;

/**
 * The account's remaining hourly requests as GitHub reports them, shared by all its tokens.
 *
 * @param limit requests in an hour
 * @param remaining requests left
 * @param reset when the hour is over, by GitHub's clock
 */
public record RateLimitStatus(long limit, long remaining, Instant reset) {}
