package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens GitHub for tests of other packages, with their own time and settings. */
public final class Connectors {

    private Connectors() {}

    /** A connector that lives by {@code clock}; {@code pause} lets its time pass. */
    public static GitHubConnector connector(GitHubSettings settings, Clock clock, Pause pause) {
        return new GitHubConnector(settings, "test", clock, pause, RandomGenerator.of("L64X128MixRandom"));
    }

    /** The settings as shipped. */
    public static Settings shipped() {
        return new Settings(8, 4, 75, 480, 800, 200);
    }

    /** Settings that tests can change. */
    public record Settings(
            int inFlight, int writesInFlight, int writesPerMinute, int writesPerHour, int pointsPerMinute, int reserve)
            implements GitHubSettings {

        @Override
        public Optional<String> apiUrl() {
            return Optional.empty();
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        /** The same with one call at a time. */
        public Settings oneAtATime() {
            return new Settings(1, 1, writesPerMinute, writesPerHour, pointsPerMinute, reserve);
        }
    }
}
