package io.github.ccatobs.pat.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that another one was in the way of is tried again: some chance of a time that
 * doubles, so that two do not meet again.
 */
final class Backoff {

    /** How often something is tried. With the waits between, it ends after some ten seconds. */
    static final int TRIES = 10;

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Consumer<Duration> pause;
    private final RandomGenerator random;

    Backoff(Consumer<Duration> pause, RandomGenerator random) {
        this.pause = pause;
        this.random = random;
    }

    static Backoff real() {
        return new Backoff(time -> LockSupport.parkNanos(time.toNanos()), RandomGenerator.getDefault());
    }

    /** Waits before the try after {@code tried} others. */
    void before(int tried) {
        long most = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << tried);
        pause.accept(Duration.ofMillis(random.nextLong(most / 2, most + 1)));
    }
}
