package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.github.GitHubRequest.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Computes how long calls take at the configured pace from now on, as {@link RateLimiter} lets them pass: so many at once,
 * through copies of its windows, within the credential's quota, when nothing else uses up GitHub's limits. It counts
 * a call at its sending, not until its answer. It sends nothing and does not wait. Not safe for use by several threads.
 */
public final class RateLimitForecast {

    /** A guess, until an answer was measured: GitHub answers within a few tenths of a second. */
    static final Duration ONE_CALL = Duration.ofMillis(250);

    private static final Duration HOUR = Duration.ofHours(1);

    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final GitHubSettings settings;
    private final int writesAtOnce;
    private final Duration call;
    private final Instant start;
    private final PriorityQueue<Instant> freeCalls = new PriorityQueue<>();
    private Duration change = Duration.ZERO;
    private Optional<RateLimitStatus> quota;
    private Instant now;
    private Instant end;
    private int counted;
    private final Map<String, Duration> waits = new LinkedHashMap<>();

    /**
     * Begins at {@code start} with what was spent before.
     *
     * @param quota what is left of the credential's requests; empty when that is unknown
     * @param call how long an answer takes
     * @param opening when GitHub lets calls pass again
     */
    RateLimitForecast(
            GitHubSettings settings,
            SlidingWindow points,
            SlidingWindow writesInMinute,
            SlidingWindow writesInHour,
            Optional<RateLimitStatus> quota,
            Duration call,
            Instant start,
            Instant opening) {
        this.points = points;
        this.writesInMinute = writesInMinute;
        this.writesInHour = writesInHour;
        this.settings = settings;
        this.writesAtOnce = Math.min(settings.inFlight(), settings.writesInFlight());
        this.call = call;
        this.quota = quota;
        this.start = start;
        this.now = latest(start, opening);
        waited(RateLimiter.REQUESTED, start, now);
        this.end = now;
        this.freeCalls.addAll(Collections.nCopies(settings.inFlight(), now));
    }

    /** Adds so many reads, which begin when all calls before them have been answered. */
    public RateLimitForecast reads(int count) {
        now = latest(now, end);
        for (int each = 0; each < count; each++) {
            read(now);
        }
        return this;
    }

    /** Begins none of the calls that are added later before {@code moment}. */
    public RateLimitForecast notBefore(Instant moment) {
        now = latest(now, moment);
        return this;
    }

    /** Counts, after each write that is added later, that its outcome is kept, which takes {@code duration}. */
    public RateLimitForecast keepingEachFor(Duration duration) {
        change = duration;
        return this;
    }

    /** Adds so many changes of what is kept, one after another, which begin when all calls before them have been answered. */
    public RateLimitForecast changes(int count) {
        end = latest(now, end).plusNanos(change.toNanos() * count);
        now = end;
        return this;
    }

    /** Adds so many queries of the GraphQL API, as reads are added; they take no points. */
    public RateLimitForecast queries(int count) {
        now = latest(now, end);
        for (int each = 0; each < count; each++) {
            answered(latest(now, freeCalls.remove()));
        }
        return this;
    }

    /**
     * Adds so many writes, which begin when all calls before them have been answered: the first alone, then several at once.
     * Each is read back while others are written.
     */
    public RateLimitForecast verifiedWrites(int count) {
        now = latest(now, end);
        var freeWrites = new PriorityQueue<>(List.of(now));
        Queue<Instant> toReadBack = new ArrayDeque<>();
        for (int written = 0; written < count; ) {
            var next = latest(freeWrites.element(), freeCalls.element());
            if (toReadBack.isEmpty() || openingForWrite(next).isBefore(openingBesideWrites(toReadBack.element()))) {
                freeWrites.remove();
                var kept = write(next).plus(change);
                toReadBack.add(kept);
                freeWrites.addAll(Collections.nCopies(written == 0 ? writesAtOnce : 1, kept));
                written++;
            } else {
                read(toReadBack.remove());
            }
        }
        toReadBack.forEach(this::read);
        return this;
    }

    /** The time from the first call to the answer to the last. */
    public Duration time() {
        return Duration.between(start, end);
    }

    /** Points of all these calls together, as GitHub's limit per minute counts them: a read 1, a write 5, a query none. */
    public int points() {
        return counted;
    }

    /** How much of the time is spent waiting, by the limit that is waited for, in the order in which they are met. */
    public Map<String, Duration> waits() {
        return Collections.unmodifiableMap(waits);
    }

    /** When the last call is answered. */
    public Instant end() {
        return end;
    }

    private void read(Instant ready) {
        var at = latest(latest(now, ready), freeCalls.remove());
        var opening = opening(RequestKind.READ, at);
        waited(RateLimiter.pointsInMinute(settings), at, opening);
        answered(pass(RequestKind.READ, opening));
    }

    private Instant write(Instant ready) {
        var free = latest(latest(now, ready), freeCalls.remove());
        var opening = openingForWrite(ready);
        waited(keepingWrite(free), free, opening);
        var at = pass(RequestKind.WRITE, opening);
        writesInMinute.spend(1, at);
        writesInHour.spend(1, at);
        return answered(at);
    }

    private Instant openingForWrite(Instant ready) {
        var at = latest(now, ready);
        return Stream.of(
                        opening(RequestKind.WRITE, at),
                        at.plus(writesInMinute.waitFor(1, at)),
                        at.plus(writesInHour.waitFor(1, at)))
                .max(Comparator.naturalOrder())
                .orElse(at);
    }

    /** The limit that a write which could be sent at {@code at} waits for the longest. */
    private String keepingWrite(Instant at) {
        var minute = writesInMinute.waitFor(1, at);
        var hour = writesInHour.waitFor(1, at);
        var most = points.waitFor(RequestKind.WRITE.points(), at);
        if (hour.compareTo(minute) > 0 && hour.compareTo(most) > 0) {
            return RateLimiter.writesInHour(settings);
        }
        return minute.compareTo(most) >= 0
                ? RateLimiter.writesInMinute(settings)
                : RateLimiter.pointsInMinute(settings);
    }

    private void waited(String limit, Instant from, Instant until) {
        if (until.isAfter(from)) {
            waits.merge(limit, Duration.between(from, until), Duration::plus);
        }
    }

    /** When a read passes that leaves the writes of the minute their points. */
    private Instant openingBesideWrites(Instant ready) {
        var at = latest(now, ready);
        int reserved = RateLimiter.pointsOfWrites(points, writesInMinute, writesInHour, at);
        return at.plus(points.waitFor(RequestKind.READ.points() + reserved, at));
    }

    private Instant opening(RequestKind kind, Instant at) {
        return at.plus(points.waitFor(kind.points(), at));
    }

    /** Counts a call that is sent at {@code opening}, or when the quota lets it pass, and gives when it is sent. */
    private Instant pass(RequestKind kind, Instant opening) {
        now = opening;
        takeFromQuota();
        points.spend(kind.points(), now);
        counted += kind.points();
        return now;
    }

    private Instant answered(Instant sent) {
        var answered = sent.plus(call);
        freeCalls.add(answered);
        end = latest(end, answered);
        return answered;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One call more of the hour; the reserve waits for the next hour, which begins with all of them. */
    private void takeFromQuota() {
        quota = quota.map(left -> {
            if (left.reset().isAfter(now)
                    && CredentialTracker.isReserved(left, left.remaining() - 1, settings.reserve())) {
                waited(RateLimiter.RESERVE, now, left.reset());
                now = left.reset();
            }
            return left.reset().isAfter(now)
                    ? new RateLimitStatus(left.limit(), left.remaining() - 1, left.reset())
                    : new RateLimitStatus(left.limit(), left.limit() - 1, now.plus(HOUR));
        });
    }
}
