package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** Opens GitHub for tests of other packages, with their own time and settings. */
public final class Connectors {

    private Connectors() {}

    /** A connector that lives by {@code clock}; {@code pause} lets its time pass. */
    public static GitHubConnector connector(GitHubSettings settings, Clock clock, Pause pause) {
        return new GitHubConnector(settings, "test", clock, pause, RandomGenerator.of("L64X128MixRandom"));
    }
}
