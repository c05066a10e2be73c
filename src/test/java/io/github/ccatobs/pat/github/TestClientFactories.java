package io.github.ccatobs.pat.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Opens GitHub for tests of other packages, with their own time and settings. */
public final class TestClientFactories {

    private TestClientFactories() {}

    /** A connector that lives by {@code clock}; {@code sleeper} lets its time pass. */
    public static GitHubClientFactory connector(GitHubSettings settings, Clock clock, Sleeper sleeper) {
        return new GitHubClientFactory(settings, "test", clock, sleeper, RandomGenerator.of("L64X128MixRandom"));
    }

    /** Lets {@code clients} learn that GitHub's clock is {@code ahead} of ours, which says {@code now}. */
    public static void learnOffset(GitHubClientFactory clients, Instant now, Duration ahead) {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(now.plus(ahead));
        clients.gitHubClock().learn(SampleResponses.of(200, "date: " + date, ""), now);
    }
}
