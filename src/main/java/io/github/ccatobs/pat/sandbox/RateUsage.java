package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests of one user. Not for use by several threads at once. */
final class RateUsage {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int READ = 1;
    private static final int WRITE = 5;

    private final UsageWindow points = new UsageWindow(MINUTE);
    private final UsageWindow minuteOfWrites = new UsageWindow(MINUTE);
    private final UsageWindow hourOfWrites = new UsageWindow(HOUR);
    private Instant hourEnd = Instant.MIN;
    private int requests;

    RateLimitOverview quota(int limit, Instant now) {
        Instant reset = now.isBefore(hourEnd) ? hourEnd : hourFrom(now);
        return new RateLimitOverview(limit, now.isBefore(hourEnd) ? requests : 0, reset.getEpochSecond());
    }

    /** When the hourly quota is whole again; nothing while something is left of it. */
    Optional<Instant> exhaustedUntil(int limit, Instant now) {
        return now.isBefore(hourEnd) && requests >= limit ? Optional.of(hourEnd) : Optional.empty();
    }

    /** Counts {@code points} of the hourly quota alone. */
    void spendOfTheHour(int points, Instant now) {
        if (!now.isBefore(hourEnd)) {
            hourEnd = hourFrom(now);
            requests = 0;
        }
        requests += points;
    }

    /** When requests would no longer come too fast; nothing when they do not. */
    Optional<Instant> tooFastUntil(RateLimits limits, boolean writes, Instant now) {
        return Stream.of(
                        points.blockedUntil(writes ? WRITE : READ, limits.pointsPerMinute(), now),
                        minuteOfWrites.blockedUntil(writes ? 1 : 0, limits.writesPerMinute(), now),
                        hourOfWrites.blockedUntil(writes ? 1 : 0, limits.writesPerHour(), now))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    void spend(boolean writes, Instant now) {
        spendOfTheHour(1, now);
        points.spend(writes ? WRITE : READ, now);
        if (writes) {
            minuteOfWrites.spend(1, now);
            hourOfWrites.spend(1, now);
        }
    }

    /** GitHub's hours end on a whole second, which is all that the header can say. */
    private static Instant hourFrom(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plus(HOUR);
    }

    /**
     * The remaining requests of the hourly limit.
     *
     * @param reset when it is whole again, in seconds since 1970
     */
    record RateLimitOverview(int limit, int used, long reset) {

        int remaining() {
            return Math.max(0, limit - used);
        }

        /** As the headers of an answer tell of {@code resource}: {@code core} or {@code graphql}. */
        Map<String, String> headers(String resource) {
            return Map.of(
                    "x-ratelimit-limit", String.valueOf(limit),
                    "x-ratelimit-remaining", String.valueOf(remaining()),
                    "x-ratelimit-used", String.valueOf(used),
                    "x-ratelimit-reset", String.valueOf(reset),
                    "x-ratelimit-resource", resource);
        }

        /** The schema {@code rate-limit-overview}. */
        ObjectNode overview(boolean withOldMember) {
            ObjectNode body = Json.object();
            ObjectNode resources = body.putObject("resources");
            resources.set("core", shown());
            resources.set("search", new RateLimitOverview(30, 0, reset).shown());
            resources.set("graphql", new RateLimitOverview(limit, 0, reset).shown());
            if (withOldMember) {
                body.set("rate", shown());
            }
            return body;
        }

        private ObjectNode shown() {
            return Json.object()
                    .put("limit", limit)
                    .put("used", used)
                    .put("remaining", remaining())
                    .put("reset", reset);
        }
    }

    /** The usage of the last minute or hour, at any moment. Not for use by several threads at once. */
    static final class UsageWindow {

        private final Duration span;
        private final Deque<Spent> spent = new ArrayDeque<>();
        private long sum;

        UsageWindow(Duration span) {
            this.span = span;
        }

        /** When {@code cost} more would fit under {@code most}; nothing when it fits now. */
        Optional<Instant> blockedUntil(int cost, int most, Instant now) {
            forgetBefore(now.minus(span));
            long over = sum + cost - most;
            for (Spent each : spent) {
                if (over <= 0) {
                    break;
                }
                over -= each.cost();
                if (over <= 0) {
                    return Optional.of(each.at().plus(span));
                }
            }
            return over <= 0 ? Optional.empty() : Optional.of(now.plus(span));
        }

        void spend(int cost, Instant now) {
            spent.add(new Spent(now, cost));
            sum += cost;
        }

        private void forgetBefore(Instant start) {
            while (!spent.isEmpty() && !spent.getFirst().at().isAfter(start)) {
                sum -= spent.removeFirst().cost();
            }
        }

        private record Spent(Instant at, int cost) {}
    }
}
