package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.github.GitHubRequest.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes how long calls take at the configured pace from now on, through copies of the windows that {@link RateLimiter}
 * keeps and the credential's quota, when nothing else uses up GitHub's limits. It sends nothing and does not wait. Not safe
 * for use by several threads.
 */
public final class PaceForecast {

    /** A guess, until an answer was measured: GitHub answers within a few tenths of a second. */
    static final Duration ONE_CALL = Duration.ofMillis(250);

    private static final Duration HOUR = Duration.ofHours(1);

    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final int reserve;
    private final Duration read;
    private final Duration write;
    private final Instant start;
    private Optional<RateLimitStatus> quota;
    private Instant now;

    /**
     * Begins at {@code start} with what was spent before.
     *
     * @param quota what is left of the credential's requests; empty when that is unknown
     * @param call how long an answer takes
     * @param opening when GitHub lets calls pass again
     */
    PaceForecast(
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
        this.reserve = settings.reserve();
        this.read = call.dividedBy(settings.inFlight());
        this.write = call.dividedBy(Math.min(settings.inFlight(), settings.writesInFlight()));
        this.quota = quota;
        this.start = start;
        this.now = opening.isAfter(start) ? opening : start;
    }

    /** Adds so many reads. */
    public PaceForecast reads(int count) {
        for (int call = 0; call < count; call++) {
            read();
        }
        return this;
    }

    /** Adds so many writes, each of which is read back. */
    public PaceForecast verifiedWrites(int count) {
        for (int call = 0; call < count; call++) {
            write();
            read();
        }
        return this;
    }

    /** The time from the first call to the answer to the last. */
    public Duration time() {
        return Duration.between(start, now);
    }

    private void read() {
        takeFromQuota();
        now = now.plus(points.waitFor(RequestKind.READ.points(), now));
        points.spend(RequestKind.READ.points(), now);
        now = now.plus(read);
    }

    private void write() {
        takeFromQuota();
        now = Stream.of(
                        points.waitFor(RequestKind.WRITE.points(), now),
                        writesInMinute.waitFor(1, now),
                        writesInHour.waitFor(1, now))
                .max(Comparator.naturalOrder())
                .map(now::plus)
                .orElse(now);
        points.spend(RequestKind.WRITE.points(), now);
        writesInMinute.spend(1, now);
        writesInHour.spend(1, now);
        now = now.plus(write);
    }

    /** One call more of the hour; the reserve waits for the next hour, which begins with all of them. */
    private void takeFromQuota() {
        quota = quota.map(left -> {
            if (left.reset().isAfter(now) && CredentialState.isReserved(left, left.remaining() - 1, reserve)) {
                now = left.reset();
            }
            return left.reset().isAfter(now)
                    ? new RateLimitStatus(left.limit(), left.remaining() - 1, left.reset())
                    : new RateLimitStatus(left.limit(), left.limit() - 1, now.plus(HOUR));
        });
    }
}
