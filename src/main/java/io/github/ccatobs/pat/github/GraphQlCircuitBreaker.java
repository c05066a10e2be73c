package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers, for all clients of this process, that a GraphQL API did not answer, so that not each of them waits for it anew. It
 * closes again after an hour, since a service runs for months.
 */
final class GraphQlCircuitBreaker {

    private static final Duration OPEN = Duration.ofHours(1);

    private final Map<GraphQlUrl, Instant> until = new ConcurrentHashMap<>();

    /** Nobody asks {@code url} for an hour from {@code now} on. */
    void open(GraphQlUrl url, Instant now) {
        until.put(url, now.plus(OPEN));
    }

    /** Whether {@code url} is not to be asked. */
    boolean isOpen(GraphQlUrl url, Instant now) {
        return until.getOrDefault(url, Instant.MIN).isAfter(now);
    }
}
