package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** Opens GitHub for tests of other packages, with their own time and settings. */
public final class TestClientFactories {

    private TestClientFactories() {}

    /** A connector that lives by {@code clock}; {@code sleeper} lets its time pass. */
    public static GitHubClientFactory connector(GitHubSettings settings, Clock clock, Sleeper sleeper) {
        return new GitHubClientFactory(settings, "test", clock, sleeper, RandomGenerator.of("L64X128MixRandom"));
    }
}
