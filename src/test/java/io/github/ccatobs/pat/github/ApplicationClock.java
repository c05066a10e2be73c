package io.github.ccatobs.pat.github;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * The clock of the application that Quarkus runs for tests: the system's, moved on by each pause of the application, so that
 * no test waits for one. A stand-in for GitHub that is to agree with the application about the time goes by it too.
 */
public final class ApplicationClock {

    private static final Clock SHARED = ((InstantSource) ApplicationClock::now).withZone(ZoneOffset.UTC);

    /** A pause as short as this waits for what another thread does, and is a real one. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private static Duration ahead = Duration.ZERO;

    private ApplicationClock() {}

    /** The clock of this JVM's application. */
    @Produces
    @Singleton
    @Mock
    public static Clock shared() {
        return SHARED;
    }

    @Produces
    @Singleton
    @Mock
    static Sleeper pause() {
        return ApplicationClock::pause;
    }

    private static void pause(Duration duration) {
        if (duration.compareTo(SHORT) > 0) {
            move(duration);
        } else {
            Sleeper.sleeping().sleep(duration);
        }
    }

    /** Moves it on. */
    public static synchronized void move(Duration duration) {
        ahead = ahead.plus(duration);
    }

    /** The time of this JVM's application. */
    public static synchronized Instant now() {
        return Instant.now().plus(ahead);
    }
}
