package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** GitHub at a moment of the test's choosing: its clock stands still, and it waits for nothing. */
public final class FixedClockGitHub {

    private FixedClockGitHub() {}

    /** Opens GitHub at {@code url} with {@code token}; needs a container around it, for the REST client. */
    public static GitHubClient at(URI url, SecretValue token, GitHubSettings settings, Clock clock) {
        return new GitHubClientFactory(settings, "test", clock, duration -> {}, RandomGenerator.of("L64X128MixRandom"))
                .connect(
                        new TokenCredential(token, "the new token"),
                        TimeBudget.of(Duration.ZERO, clock),
                        ApiUrl.parse(url.toString()));
    }
}
