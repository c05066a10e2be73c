package io.github.ccatobs.pat.github;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Time and chance as a program in production has them. */
final class ClockProducer {

    private ClockProducer() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Sleeper pause() {
        return Sleeper.sleeping();
    }

    @Produces
    @Singleton
    static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
