package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The gate that every call of this process goes through: so many at once, so many in a minute and an hour, none while a
 * limit lasts. Callers pass in the order they came.
 *
 * <p>It keeps inside GitHub's published limits with something to spare; it does not promise that an undisclosed one is
 * never met.
 */
final class Pace {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ReentrantLock gate = new ReentrantLock(true);
    private final InFlight calls;
    private final InFlight writes;
    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final Clock clock;
    private final Pause pause;
    private volatile Instant closedUntil = Instant.MIN;

    Pace(GitHubSettings settings, Clock clock, Pause pause) {
        this.calls = new InFlight(settings.inFlight());
        this.writes = new InFlight(settings.writesInFlight());
        this.points = new SlidingWindow(MINUTE, settings.pointsPerMinute());
        this.writesInMinute = new SlidingWindow(MINUTE, settings.writesPerMinute());
        this.writesInHour = new SlidingWindow(HOUR, settings.writesPerHour());
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits for a turn.
     *
     * @throws GitHubException.Limited when the turn comes after the budget's end
     * @throws GitHubException.Unavailable when the thread is interrupted
     */
    Turn enter(Call call, CredentialFacts facts, TimeBudget budget) {
        boolean isWrite = call.kind() == Call.Kind.WRITE;
        int seenWrites = isWrite ? writes.enter() : 0;
        var turn = new Turn(calls.enter(), seenWrites, isWrite);
        try {
            waitAtTheGate(call, facts, budget);
            return turn;
        } catch (GitHubException e) {
            turn.close();
            throw e;
        }
    }

    /** Lets nobody pass for {@code wait} from now on. */
    void closeFor(Duration wait) {
        gate.lock();
        try {
            closedUntil = latest(Stream.of(closedUntil, clock.instant().plus(wait)));
        } finally {
            gate.unlock();
        }
    }

    /** Counts a write of an earlier process, so that a resumed run does not forget it. */
    void remember(Instant write) {
        gate.lock();
        try {
            writesInMinute.spend(1, write);
            writesInHour.spend(1, write);
            points.spend(Call.Kind.WRITE.points(), write);
        } finally {
            gate.unlock();
        }
    }

    private void waitAtTheGate(Call call, CredentialFacts facts, TimeBudget budget) {
        gate.lock();
        try {
            var now = clock.instant();
            for (var open = opening(call, facts, now); open.isAfter(now); open = opening(call, facts, now)) {
                if (!budget.allows(open)) {
                    throw new GitHubException.Limited(
                            call, "GitHub's rate limit allows no further call before " + Moment.print(open), open);
                }
                pause.last(Duration.between(now, open));
                if (Thread.currentThread().isInterrupted()) {
                    throw new GitHubException.Unavailable(call, "interrupted while waiting for a rate limit");
                }
                now = clock.instant();
            }
            spend(call, now);
        } finally {
            gate.unlock();
        }
    }

    private Instant opening(Call call, CredentialFacts facts, Instant now) {
        var wait = Stream.of(
                now.plus(points.waitFor(call.kind().points(), now)),
                call.kind() == Call.Kind.WRITE ? now.plus(writesInMinute.waitFor(1, now)) : now,
                call.kind() == Call.Kind.WRITE ? now.plus(writesInHour.waitFor(1, now)) : now,
                facts.mayAskFrom(now, calls.underWay()),
                closedUntil);
        return latest(wait);
    }

    private void spend(Call call, Instant now) {
        points.spend(call.kind().points(), now);
        if (call.kind() == Call.Kind.WRITE) {
            writesInMinute.spend(1, now);
            writesInHour.spend(1, now);
        }
    }

    private static Instant latest(Stream<Instant> moments) {
        return moments.max(Instant::compareTo).orElseThrow();
    }

    /** A call under way. */
    final class Turn implements AutoCloseable {
        private final int seenCalls;
        private final int seenWrites;
        private final boolean isWrite;

        private Turn(int seenCalls, int seenWrites, boolean isWrite) {
            this.seenCalls = seenCalls;
            this.seenWrites = seenWrites;
            this.isWrite = isWrite;
        }

        /** It met a limit: fewer at once from now on. */
        void metLimit() {
            calls.halve(seenCalls);
            if (isWrite) {
                writes.halve(seenWrites);
            }
        }

        /** It went well: after enough of these, more at once again. */
        void wentWell() {
            calls.recover();
            if (isWrite) {
                writes.recover();
            }
        }

        @Override
        public void close() {
            calls.leave();
            if (isWrite) {
                writes.leave();
            }
        }
    }
}
