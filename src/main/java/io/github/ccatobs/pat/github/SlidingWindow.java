package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so many points in any stretch of a given length: GitHub counts that way, so a bucket that refills would let
 * twice as much through. Not safe for use by several threads; {@link Pace} guards it.
 */
final class SlidingWindow {

    private record Spent(Instant at, int points) {}

    private final Duration length;
    private final int most;
    private final Deque<Spent> spent = new ArrayDeque<>();
    private int sum;

    SlidingWindow(Duration length, int most) {
        this.length = length;
        this.most = most;
    }

    /** How long to wait before {@code points} more fit; zero when they fit now. */
    Duration waitFor(int points, Instant now) {
        forget(now);
        int over = sum + points - most;
        var wait = Duration.ZERO;
        for (Spent entry : spent) {
            if (over <= 0) {
                break;
            }
            wait = Duration.between(now, entry.at().plus(length));
            over -= entry.points();
        }
        return wait;
    }

    /** Counts {@code points} spent at {@code at}. */
    void spend(int points, Instant at) {
        spent.addLast(new Spent(at, points));
        sum += points;
    }

    /** Drops what has left the window, and what a clock that was set back makes lie in the future. */
    private void forget(Instant now) {
        while (!spent.isEmpty() && isOutside(spent.getFirst(), now)) {
            sum -= spent.removeFirst().points();
        }
    }

    private boolean isOutside(Spent entry, Instant now) {
        return !entry.at().plus(length).isAfter(now) || entry.at().isAfter(now);
    }
}
