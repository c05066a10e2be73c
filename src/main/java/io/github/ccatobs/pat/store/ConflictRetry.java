package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.Backoff;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Waits before something that another run was in the way of is tried again, so that the two do not meet again. */
final class ConflictRetry {

    /** How often something is tried, unless it is said otherwise. With the waits between, it ends after some ten seconds. */
    static final int TRIES = 10;

    /** Half of each wait is certain. */
    private static final Backoff HALF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final int tries;
    private final Consumer<Duration> pause;
    private final RandomGenerator random;

    ConflictRetry(Consumer<Duration> pause, RandomGenerator random) {
        this(TRIES, pause, random);
    }

    ConflictRetry(int tries, Consumer<Duration> pause, RandomGenerator random) {
        this.tries = tries;
        this.pause = pause;
        this.random = random;
    }

    static ConflictRetry real() {
        return new ConflictRetry(time -> LockSupport.parkNanos(time.toNanos()), RandomGenerator.getDefault());
    }

    /** Whether something that was tried {@code tried} times is tried again. */
    boolean mayRetryAfter(int tried) {
        return tried < tries;
    }

    /** Waits before the try after {@code tried} others. */
    void before(int tried) {
        pause.accept(HALF.after(tried - 1).plus(HALF.jitteredAfter(tried - 1, random)));
    }
}
