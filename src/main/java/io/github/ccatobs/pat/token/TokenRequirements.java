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
 */
public record TokenRequirements(
        RepositoryName orchestrator, boolean writes, Duration minimumLife, boolean acceptNoExpiry) {

    /** A use that asks for a token with an end. */
    public TokenRequirements(RepositoryName orchestrator, boolean writes, Duration minimumLife) {
        this(orchestrator, writes, minimumLife, false);
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
}
