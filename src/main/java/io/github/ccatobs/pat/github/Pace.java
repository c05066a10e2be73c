package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    /** A wait that nobody notices is not told. */
    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    /** When a call may pass, and what keeps it until then. */
    private record Opening(Instant at, String why) {}

    private final ReentrantLock gate = new ReentrantLock();
    private final InFlight calls;
    private final InFlight writes;
    private final SlidingWindow points;
    private final SlidingWindow writesInMinute;
    private final SlidingWindow writesInHour;
    private final Clock clock;
    private final Pause pause;
    private final GitHubSettings settings;
    private final AtomicReference<Opening> told = new AtomicReference<>(new Opening(Instant.MIN, "nothing"));
    private volatile WaitListener listener = (until, why) -> {};
    private Instant closedUntil = Instant.MIN;

    Pace(GitHubSettings settings, Clock clock, Pause pause) {
        this.settings = settings;
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
     * @throws GitHubException.Limited when the budget does not allow to wait for it
     * @throws GitHubException.Unavailable when the thread is interrupted
     */
    Turn enter(Call call, CredentialFacts facts, TimeBudget budget) {
        while (true) {
            var turn = new Turn(call.kind() == Call.Kind.WRITE);
            Optional<Opening> closed = turn.pass(call, facts);
            if (closed.isEmpty()) {
                return turn;
            }
            waitUntil(closed.get(), call, budget);
        }
    }

    /** Tells {@code newListener}, instead of whom it told before, of the waits to come. */
    void onWait(WaitListener newListener) {
        listener = newListener;
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

    private void waitUntil(Opening opening, Call call, TimeBudget budget) {
        var now = clock.instant();
        if (!budget.allows(now, opening.at())) {
            throw new GitHubException.Limited(
                    call,
                    "GitHub's rate limit allows no further call before " + Moment.print(opening.at()),
                    opening.at());
        }
        var wait = Duration.between(now, opening.at());
        if (wait.compareTo(UNNOTICED) > 0) {
            tell(opening);
        }
        pause.last(wait, budget.over());
        if (Thread.currentThread().isInterrupted()) {
            throw new GitHubException.Unavailable(call, "interrupted while waiting for a rate limit");
        }
    }

    /** Many calls wait for the same opening: it is told once. */
    private void tell(Opening opening) {
        if (!told.getAndSet(opening).equals(opening)) {
            listener.waiting(opening.at(), opening.why());
        }
    }

    private Opening opening(Call call, CredentialFacts facts, Instant now) {
        Stream<Opening> anyCall = Stream.of(
                new Opening(
                        now.plus(points.waitFor(call.kind().points(), now)),
                        settings.pointsPerMinute() + " points in a minute"),
                new Opening(facts.mayAskFrom(now, calls.underWay()), "the quota's reserve"),
                new Opening(closedUntil, "GitHub asked for it"));
        Stream<Opening> writesOnly = call.kind() == Call.Kind.WRITE ? writeOpenings(now) : Stream.empty();
        return Stream.concat(anyCall, writesOnly)
                .max(Comparator.comparing(Opening::at))
                .orElseThrow();
    }

    private Stream<Opening> writeOpenings(Instant now) {
        return Stream.of(
                new Opening(
                        now.plus(writesInMinute.waitFor(1, now)), settings.writesPerMinute() + " writes in a minute"),
                new Opening(now.plus(writesInHour.waitFor(1, now)), settings.writesPerHour() + " writes in an hour"));
    }

    private void spend(Call call, Instant now) {
        points.spend(call.kind().points(), now);
        if (call.kind() == Call.Kind.WRITE) {
            writesInMinute.spend(1, now);
            writesInHour.spend(1, now);
        }
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
        private Optional<Opening> pass(Call call, CredentialFacts facts) {
            boolean passed = false;
            gate.lock();
            try {
                var now = clock.instant();
                var opening = opening(call, facts, now);
                if (opening.at().isAfter(now)) {
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
                var opening = clock.instant().plus(wait);
                closedUntil = opening.isAfter(closedUntil) ? opening : closedUntil;
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
