package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class MutableInstantSource implements InstantSource {

    private final ThreadLocal<Instant> seen;
    private volatile Instant now;

    public MutableInstantSource(Instant start) {
        now = start;
        seen = ThreadLocal.withInitial(() -> start);
    }

    /** Moves it forward, or back with a negative duration. */
    public synchronized void move(Duration by) {
        now = now.plus(by);
    }

    /**
     * Lets the calling thread sleep: it moves the clock to {@code duration} after the moment that this thread last
     * read. So threads that sleep at once do not add up.
     */
    public synchronized void sleep(Duration duration) {
        Instant end = seen.get().plus(duration);
        now = end.isAfter(now) ? end : now;
    }

    @Override
    public Instant instant() {
        Instant read = now;
        seen.set(read);
        return read;
    }
}
