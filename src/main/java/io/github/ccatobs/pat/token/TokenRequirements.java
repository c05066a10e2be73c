package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;
import java.util.Optional;

/**
 * The requirements that a token must meet.
 *
 * @param orchestrator the repository on which its rights are tried
 * @param writes whether it will also write the secret everywhere, because no other credential does
 * @param needs the permissions that it must have
 * @param minimumLife how long it must still live
 * @param acceptNoExpiry whether it may have no end
 * @param webPages where GitHub's pages are, e.g. {@code https://github.com}
 */
public record TokenRequirements(
        RepositoryName orchestrator,
        boolean writes,
        RequiredPermissions needs,
        Duration minimumLife,
        boolean acceptNoExpiry,
        String webPages) {

    /** A use on github.com with the needs that nothing has changed; it asks for a token with an end. */
    public TokenRequirements(RepositoryName orchestrator, boolean writes, Duration minimumLife) {
        this(
                orchestrator,
                writes,
                RequiredPermissions.of(Optional.empty(), !writes),
                minimumLife,
                false,
                "https://github.com");
    }

    /**
     * Checks the duration; a token that writes needs to write secrets, whatever else it needs.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public TokenRequirements {
        needs = writes ? needs.andToWriteSecrets() : needs;
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
