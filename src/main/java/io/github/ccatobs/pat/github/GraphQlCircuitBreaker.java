package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers, for all clients of this process, that a GraphQL API did not answer, so that they do not each wait for it. It
 * closes again after a pause, which doubles each time that the API is still silent then, from a minute to an hour, since a
 * short outage should not cost more than it lasts and a service runs for months.
 */
final class GraphQlCircuitBreaker {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private record OpenPeriod(Duration length, Instant until) {

        private static OpenPeriod first(Instant now) {
            return new OpenPeriod(SHORTEST, now.plus(SHORTEST));
        }

        /** The same while it lasts: those who asked at the same time met one outage. */
        private OpenPeriod orLonger(Instant now) {
            if (until.isAfter(now)) {
                return this;
            }
            var doubled = length.multipliedBy(2);
            var next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
            return new OpenPeriod(next, now.plus(next));
        }
    }

    private final Map<GraphQlUrl, OpenPeriod> periods = new ConcurrentHashMap<>();

    /** Keeps clients from asking {@code url} for a while from {@code now} on. */
    void open(GraphQlUrl url, Instant now) {
        periods.compute(url, (key, last) -> last == null ? OpenPeriod.first(now) : last.orLonger(now));
    }

    /** Says that {@code url} has answered, so that the next pause is a short one again. */
    void close(GraphQlUrl url) {
        periods.remove(url);
    }

    /** Whether {@code url} is not to be asked. */
    boolean isOpen(GraphQlUrl url, Instant now) {
        var period = periods.get(url);
        return period != null && period.until().isAfter(now);
    }
}
