package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;

/**
 * The requirements that a token must meet.
 *
 * @param orchestrator the repository on which its rights are tried
 * @param writes whether it will also write the secret everywhere, because no other credential does
 * @param minimumLife how long it must still live
 * @param acceptNoExpiry whether it may have no end
 * @param webPages where GitHub's pages are, e.g. {@code https://github.com}
 */
public record TokenRequirements(
        RepositoryName orchestrator, boolean writes, Duration minimumLife, boolean acceptNoExpiry, String webPages) {

    /** A use on github.com that asks for a token with an end. */
    public TokenRequirements(RepositoryName orchestrator, boolean writes, Duration minimumLife) {
        this(orchestrator, writes, minimumLife, false, "https://github.com");
    }

    /**
     * Checks the duration.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TokenRequirements {
        if (minimumLife.isNegative()) {
            throw new IllegalArgumentException("ccat.pat.token.minimum-life is " + QuotedText.of(minimumLife.toString())
                    + ": expected a duration that is not negative, e.g. P7D");
        }
    }

    /** The pages on which a person changes a token. */
    GitHubSettingsUrls urls() {
        return new GitHubSettingsUrls(webPages);
    }
}
