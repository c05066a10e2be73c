package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A clock that moves when a thread pauses, and remembers each pause: no test waits. Safe for several threads. */
public final class MutableClock extends Clock {

    /** When tests begin. */
    public static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private Instant now = START;
    private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();

    /** A pause that moves this clock. */
    public Sleeper pause() {
        return duration -> {
            pauses.add(duration);
            move(duration.isNegative() ? Duration.ZERO : duration);
        };
    }

    /** Moves it forward. */
    public synchronized void move(Duration duration) {
        now = now.plus(duration);
    }

    /** Each pause, in order. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** All pauses together. */
    public Duration paused() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
