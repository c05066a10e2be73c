package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The usage of the last minute or hour, at any moment. Not for use by several threads at once. */
final class UsageWindow {

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
