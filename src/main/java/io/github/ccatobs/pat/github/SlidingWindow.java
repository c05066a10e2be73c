package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * At most so many points in any stretch of a given length: GitHub counts that way, so a bucket that refills would let
 * twice as much through. Not safe for use by several threads; {@link RateLimiter} guards it.
 */
final class SlidingWindow {

    private final Duration length;
    private final int most;
    private final NavigableMap<Instant, Integer> spent = new TreeMap<>();
    private int sum;
    private int underWay;

    SlidingWindow(Duration length, int most) {
        this.length = length;
        this.most = most;
    }

    /**
     * How long to wait before {@code points} more fit; zero when they fit now, and never longer than the window. More
     * points than the window holds fit when it is empty.
     */
    Duration waitFor(int points, Instant now) {
        forget(now);
        int over = sum + underWay + points - most;
        var wait = Duration.ZERO;
        for (var entry : spent.entrySet()) {
            if (over <= 0) {
                break;
            }
            wait = Duration.between(now, entry.getKey().plus(length));
            over -= entry.getValue();
        }
        return over > 0 && underWay > 0 ? length : wait;
    }

    /** Counts {@code points} spent at {@code at}, in any order. */
    void spend(int points, Instant at) {
        if (points > 0) {
            spent.merge(at, points, Integer::sum);
            sum += points;
        }
    }

    /** Counts {@code points} as spent in every stretch from now on, until they {@link #end}. */
    void begin(int points) {
        underWay += points;
    }

    /** Counts {@code points} that have begun as spent at {@code at}. */
    void end(int points, Instant at) {
        underWay -= points;
        spend(points, at);
    }

    /** The points counted {@code now}, those under way among them. */
    int spent(Instant now) {
        forget(now);
        return sum + underWay;
    }

    /** How many more points fit {@code now}. */
    int remaining(Instant now) {
        return Math.max(0, most - spent(now));
    }

    /** How many points it holds. */
    int capacity() {
        return most;
    }

    /** A window of its own with the same points counted; those that have begun end {@code now}. */
    SlidingWindow copy(Instant now) {
        var copy = new SlidingWindow(length, most);
        copy.spent.putAll(spent);
        copy.sum = sum;
        copy.spend(underWay, now);
        return copy;
    }

    /** Those of {@code moments} that are further than {@code distance} from any point counted, each matched once. */
    List<Instant> unknown(List<Instant> moments, Duration distance) {
        NavigableMap<Instant, Integer> unmatched = new TreeMap<>(spent);
        return moments.stream()
                .sorted()
                .filter(moment -> !removeNearest(unmatched, moment, distance))
                .toList();
    }

    private static boolean removeNearest(NavigableMap<Instant, Integer> points, Instant moment, Duration distance) {
        Instant earliest = moment.minus(distance);
        var near = points.subMap(earliest, true, moment.plus(distance), true);
        if (near.isEmpty()) {
            return false;
        }
        Instant match = near.containsKey(moment) ? moment : near.firstKey();
        points.computeIfPresent(match, (at, count) -> count > 1 ? count - 1 : null);
        return true;
    }

    /** Drops what has left the window. Entries in the future, after a clock was set back, count as spent now. */
    private void forget(Instant now) {
        sum -= clear(spent.headMap(now.minus(length), true));
        int ahead = clear(spent.tailMap(now, false));
        sum -= ahead;
        spend(ahead, now);
    }

    /** Gives the points that there were. */
    private static int clear(Map<Instant, Integer> part) {
        if (part.isEmpty()) {
            return 0;
        }
        int points = part.values().stream().mapToInt(Integer::intValue).sum();
        part.clear();
        return points;
    }
}
