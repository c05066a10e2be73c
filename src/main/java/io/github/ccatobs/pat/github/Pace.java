package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The gate that every call of this process goes through: so many at once, so many in a minute and an hour, none while a
 * limit lasts. Who must wait holds nobody up: a write that waits for its hour lets reads pass, one credential's used-up
 * quota lets another's calls pass. So callers do not pass in the order they came.
 *
 * <p>It keeps inside GitHub's published limits with something to spare; it does not promise that an undisclosed one is
 * never met.
 */
final class Pace {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** A write of ours is counted when it is sent and recorded when it is answered, perhaps by GitHub's clock. */
    private static final Duration RECORDED_WITHIN = Duration.ofMinutes(1);

    private final ReentrantLock gate = new ReentrantLock();
    private final InFlight calls;
    private final InFlight writes;
    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final Clock clock;
    private final Pause pause;
    private Instant closedUntil = Instant.MIN;

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
        while (true) {
            var turn = new Turn(call.kind() == Call.Kind.WRITE);
            Optional<Instant> closed = turn.pass(call, facts);
            if (closed.isEmpty()) {
                return turn;
            }
            waitUntil(closed.get(), call, budget);
        }
    }

    /** Counts those of the recorded writes that are not counted yet, so that a resumed run does not forget them. */
    void remember(List<Instant> writes) {
        gate.lock();
        try {
            for (Instant write : writesInHour.unknown(writes, RECORDED_WITHIN)) {
                writesInMinute.spend(1, write);
                writesInHour.spend(1, write);
                points.spend(Call.Kind.WRITE.points(), write);
            }
        } finally {
            gate.unlock();
        }
    }

    private void waitUntil(Instant opening, Call call, TimeBudget budget) {
        if (!budget.allows(opening)) {
            throw new GitHubException.Limited(
                    call, "GitHub's rate limit allows no further call before " + Moment.print(opening), opening);
        }
        pause.last(Duration.between(clock.instant(), opening));
        if (Thread.currentThread().isInterrupted()) {
            throw new GitHubException.Unavailable(call, "interrupted while waiting for a rate limit");
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
        private final boolean isWrite;
        private final int seenWrites;
        private final int seenCalls;

        private Turn(boolean isWrite) {
            this.isWrite = isWrite;
            this.seenWrites = isWrite ? writes.enter() : 0;
            this.seenCalls = calls.enter();
        }

        /** Counts the call when it may be made now; else gives its places back and tells when to come again. */
        private Optional<Instant> pass(Call call, CredentialFacts facts) {
            boolean passed = false;
            gate.lock();
            try {
                var now = clock.instant();
                var opening = opening(call, facts, now);
                if (opening.isAfter(now)) {
                    return Optional.of(opening);
                }
                spend(call, now);
                passed = true;
                return Optional.empty();
            } finally {
                gate.unlock();
                if (!passed) {
                    close();
                }
            }
        }

        /** It met a limit: nobody passes for {@code wait} from now on, and fewer at once after that. */
        void metLimit(Duration wait) {
            gate.lock();
            try {
                closedUntil = latest(Stream.of(closedUntil, clock.instant().plus(wait)));
            } finally {
                gate.unlock();
            }
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
