package io.github.ccatobs.pat.github;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the application that Quarkus runs for tests: the system's, moved on by each pause of the application, so that
 * no test waits for one. A stand-in for GitHub that is to agree with the application about the time goes by it too.
 */
public final class ApplicationClock extends Clock {

    private static final ApplicationClock SHARED = new ApplicationClock();

    /** A pause as short as this waits for what another thread does, and is a real one. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private final InstantSource system = InstantSource.system();
    private Duration ahead = Duration.ZERO;

    private ApplicationClock() {}

    /** The clock of this JVM's application. */
    public static ApplicationClock shared() {
        return SHARED;
    }

    @Produces
    @Singleton
    @Mock
    static Clock clock() {
        return SHARED;
    }

    @Produces
    @Singleton
    @Mock
    static Sleeper pause() {
        return SHARED::pause;
    }

    private void pause(Duration duration) {
        if (duration.compareTo(SHORT) > 0) {
            move(duration);
        } else {
            Sleeper.sleeping().sleep(duration);
        }
    }

    /** Moves it on. */
    public synchronized void move(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return system.instant().plus(ahead);
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
