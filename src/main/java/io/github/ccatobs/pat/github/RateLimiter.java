package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The limiter that every call of one account goes through: so many at once, so many in a minute and an hour, none while
 * a limit lasts. The limit of requests at once is the process's, shared with the other limiters; the others are the
 * account's. While there are writes, reads leave them the points that the writes of this minute still need. Queries of the GraphQL
 * API count only among those at once: they have a quota of their own. One that waits
 * does not delay others: a write that waits for its hour lets reads pass, one credential's used-up quota lets another's
 * calls pass. So callers do not pass in the order they came.
 *
 * <p>GitHub counts a call somewhere between its sending and its answer. So it counts from its sending until it has been
 * answered for as long as a window is: then no stretch of GitHub's holds more, however long some calls take.
 *
 * <p>It keeps inside GitHub's published limits with something to spare; it does not promise that an undisclosed one is
 * never met.
 */
final class RateLimiter {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);
    /** A write is counted when it is sent and recorded when it is answered, perhaps by GitHub's clock. */
    private static final Duration RECORDED_WITHIN = Duration.ofMinutes(1);
    /** A wait too short to notice is not reported. */
    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    /** How many of the last answers count in the time that an answer takes. */
    private static final int LAST_ANSWERS = 64;

    /** Why a call waits that GitHub has told so. */
    static final String REQUESTED = "GitHub asked for it";

    /** Why a call waits that would use up the credential's quota. */
    static final String RESERVE = "the quota's reserve";

    /** When a call may pass, and what keeps it until then. */
    private record Availability(Instant at, String why) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final AdaptiveConcurrencyLimit calls;
    private final Semaphore places;
    private final AdaptiveConcurrencyLimit writes;
    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final Clock clock;
    private final Sleeper sleeper;
    private final GitHubSettings settings;
    private final AtomicReference<Availability> lastReported =
            new AtomicReference<>(new Availability(Instant.MIN, "nothing"));
    private volatile RateLimitListener listener = (until, why) -> {};
    private final Queue<Long> answerTimes = new ArrayDeque<>();
    private Instant closedUntil = Instant.MIN;
    private int waitingWrites;

    RateLimiter(GitHubSettings settings, Clock clock, Sleeper sleeper) {
        this(settings, clock, sleeper, new Semaphore(settings.inFlight()));
    }

    /** {@code places} are the requests that this process may have under way at once, shared with other limiters. */
    RateLimiter(GitHubSettings settings, Clock clock, Sleeper sleeper, Semaphore places) {
        this.settings = settings;
        this.places = places;
        this.calls = new AdaptiveConcurrencyLimit(settings.inFlight());
        this.writes = new AdaptiveConcurrencyLimit(settings.writesInFlight());
        this.points = new SlidingWindow(MINUTE, settings.pointsPerMinute());
        this.writesInMinute = new SlidingWindow(MINUTE, settings.writesPerMinute());
        this.writesInHour = new SlidingWindow(HOUR, settings.writesPerHour());
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Waits for a turn.
     *
     * @throws GitHubException.RateLimitedException when the budget does not allow to wait for it
     * @throws GitHubException.GitHubUnavailableException when the thread is interrupted
     */
    Permit enter(GitHubRequest request, CredentialTracker credential, TimeBudget budget) {
        while (true) {
            var permit = new Permit(request.kind().isWriting());
            Optional<Availability> closed = permit.pass(request, credential);
            if (closed.isEmpty()) {
                return permit;
            }
            countWaiting(request, 1);
            try {
                waitUntil(closed.get(), request, credential, budget);
            } finally {
                countWaiting(request, -1);
            }
        }
    }

    private void countWaiting(GitHubRequest request, int more) {
        if (request.kind().isWriting()) {
            lock.lock();
            try {
                waitingWrites += more;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Reports later waits to {@code newListener}, in place of the one before. */
    void onWait(RateLimitListener newListener) {
        listener = newListener;
    }

    /** Learns how long GitHub took to answer a call. */
    void measured(Duration answer) {
        lock.lock();
        try {
            answerTimes.add(answer.toNanos());
            if (answerTimes.size() > LAST_ANSWERS) {
                answerTimes.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long an answer takes: halfway between the least and the mean of the last ones, because the look at all repositories, which made
     * most of them, has twice as many under way at once as the writes that are foretold, and we take time for each.
     */
    private Duration answerTime() {
        var taken = answerTimes.stream().mapToLong(Long::longValue).summaryStatistics();
        return taken.getCount() == 0
                ? RateLimitForecast.ONE_CALL
                : Duration.ofNanos((taken.getMin() + Math.round(taken.getAverage())) / 2);
    }

    /** Foretells the calls from now on, with the quota of {@code credential}. */
    RateLimitForecast forecast(CredentialTracker credential) {
        lock.lock();
        try {
            var now = clock.instant();
            return new RateLimitForecast(
                    settings,
                    points.copy(now),
                    writesInMinute.copy(now),
                    writesInHour.copy(now),
                    credential.quota(),
                    answerTime(),
                    now,
                    closedUntil);
        } finally {
            lock.unlock();
        }
    }

    /** Counts those of the recorded writes that are not counted yet, so that a resumed run does not forget them. */
    void remember(List<Instant> writes) {
        lock.lock();
        try {
            for (Instant write : writesInHour.unknown(writes, RECORDED_WITHIN)) {
                writesInMinute.spend(1, write);
                writesInHour.spend(1, write);
                points.spend(GitHubRequest.RequestKind.WRITE.points(), write);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes that were sent or remembered within the last hour. */
    int writesOfTheHour() {
        lock.lock();
        try {
            return writesInHour.spent(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private void waitUntil(
            Availability availability, GitHubRequest request, CredentialTracker credential, TimeBudget budget) {
        var now = clock.instant();
        if (!budget.allows(now, availability.at())) {
            throw new GitHubException.RateLimitedException(
                    request,
                    "GitHub's rate limit allows no further call before " + Timestamps.print(availability.at()) + ": "
                            + credential.named(availability.why()),
                    availability.at());
        }
        var wait = Duration.between(now, availability.at());
        if (wait.compareTo(UNNOTICED) > 0) {
            reportWait(availability, credential);
        }
        sleeper.sleep(wait, budget.over());
        if (Thread.currentThread().isInterrupted()) {
            throw new GitHubException.GitHubUnavailableException(request, "interrupted while waiting for a rate limit");
        }
    }

    /** Many calls wait for the same moment, also of several credentials: it is reported once, for the first. */
    private void reportWait(Availability availability, CredentialTracker credential) {
        if (!lastReported.getAndSet(availability).equals(availability)) {
            listener.waiting(availability.at(), credential.named(availability.why()));
        }
    }

    private Availability opening(GitHubRequest request, CredentialTracker credential, Instant now) {
        Stream<Availability> windows =
                switch (request.kind()) {
                    case READ, REVOCATION -> restOpenings(request, credential, now);
                    case WRITE, CREATE, CHANGE ->
                        Stream.concat(restOpenings(request, credential, now), writeOpenings(now));
                    case QUERY, EXCHANGE -> Stream.empty();
                };
        return Stream.concat(Stream.of(new Availability(closedUntil, REQUESTED)), windows)
                .max(Comparator.comparing(Availability::at))
                .orElseThrow();
    }

    private Stream<Availability> restOpenings(GitHubRequest request, CredentialTracker credential, Instant now) {
        return Stream.of(
                new Availability(
                        now.plus(points.waitFor(request.kind().points() + pointsReservedForWrites(request, now), now)),
                        pointsInMinute(settings)),
                new Availability(credential.mayAskFrom(now, calls.underWay()), RESERVE));
    }

    /** Points that a read leaves to the writes under way and those that follow them. */
    private int pointsReservedForWrites(GitHubRequest request, Instant now) {
        boolean isBesideWrites =
                request.kind() == GitHubRequest.RequestKind.READ && (waitingWrites > 0 || writes.underWay() > 0);
        return isBesideWrites ? pointsOfWrites(points, writesInMinute, writesInHour, now) : 0;
    }

    /** Points of the writes that the windows still allow, at most half of all, so that there are some for reads. */
    static int pointsOfWrites(SlidingWindow points, SlidingWindow minute, SlidingWindow hour, Instant now) {
        long remaining = Math.min(minute.remaining(now), hour.remaining(now));
        return (int) Math.min(remaining * GitHubRequest.RequestKind.WRITE.points(), points.capacity() / 2);
    }

    private Stream<Availability> writeOpenings(Instant now) {
        return Stream.of(
                new Availability(now.plus(writesInMinute.waitFor(1, now)), writesInMinute(settings)),
                new Availability(now.plus(writesInHour.waitFor(1, now)), writesInHour(settings)));
    }

    static String pointsInMinute(GitHubSettings settings) {
        return Plurals.of(settings.pointsPerMinute(), "point", "points") + " in a minute";
    }

    static String writesInMinute(GitHubSettings settings) {
        return Plurals.of(settings.writesPerMinute(), "write", "writes") + " in a minute";
    }

    static String writesInHour(GitHubSettings settings) {
        return Plurals.of(settings.writesPerHour(), "write", "writes") + " in an hour";
    }

    private void begin(GitHubRequest.RequestKind kind) {
        points.begin(points(kind));
        writesInMinute.begin(writes(kind));
        writesInHour.begin(writes(kind));
    }

    private void end(GitHubRequest.RequestKind kind) {
        lock.lock();
        try {
            var now = clock.instant();
            points.end(points(kind), now);
            writesInMinute.end(writes(kind), now);
            writesInHour.end(writes(kind), now);
        } finally {
            lock.unlock();
        }
    }

    private static int points(GitHubRequest.RequestKind kind) {
        return kind == GitHubRequest.RequestKind.QUERY ? 0 : kind.points();
    }

    private static int writes(GitHubRequest.RequestKind kind) {
        return kind.isWriting() ? 1 : 0;
    }

    /** A call under way. */
    final class Permit implements AutoCloseable {
        private final boolean isWrite;
        private final int seenWrites;
        private final int seenCalls;
        private Runnable answered = () -> {};

        private Permit(boolean isWrite) {
            this.isWrite = isWrite;
            this.seenWrites = isWrite ? writes.enter() : 0;
            this.seenCalls = calls.enter();
            places.acquireUninterruptibly();
        }

        /** Counts the call when it may be made now; else gives its places back and tells when to come again. */
        private Optional<Availability> pass(GitHubRequest request, CredentialTracker credential) {
            boolean passed = false;
            lock.lock();
            try {
                var now = clock.instant();
                var availability = opening(request, credential, now);
                if (availability.at().isAfter(now)) {
                    return Optional.of(availability);
                }
                begin(request.kind());
                answered = () -> end(request.kind());
                passed = true;
                return Optional.empty();
            } finally {
                lock.unlock();
                if (!passed) {
                    close();
                }
            }
        }

        /** A limit was met: no call passes for {@code wait} from now on, and fewer at once after that. */
        void metLimit(Duration wait) {
            lock.lock();
            try {
                var opening = clock.instant().plus(wait);
                closedUntil = opening.isAfter(closedUntil) ? opening : closedUntil;
            } finally {
                lock.unlock();
            }
            calls.halve(seenCalls);
            if (isWrite) {
                writes.halve(seenWrites);
            }
        }

        /** It went well: after enough of these, more at once again. */
        void succeeded() {
            calls.recover();
            if (isWrite) {
                writes.recover();
            }
        }

        @Override
        public void close() {
            answered.run();
            places.release();
            calls.leave();
            if (isWrite) {
                writes.leave();
            }
        }
    }
}
