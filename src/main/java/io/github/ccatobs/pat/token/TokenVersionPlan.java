package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Optional;

/**
 * A new version of the token's secret, before it is stored.
 *
 * @param secret the secret, in words for messages
 * @param stage the label that the version will carry
 * @param content the whole content: the token, or the JSON object that it is a member of
 * @param requestToken the same for the same token in the same place, so that a repeated call stores no second version: 64
 *     characters, which become the version's id
 * @param current the id of the version that is current meanwhile; empty when the secret has none yet
 * @param held the id of the version that has this content under the label already, so that there is nothing to store
 * @param change what changes beside the label, e.g. which member is replaced; empty when the token is the whole secret
 */
public record TokenVersionPlan(
        String secret,
        TokenVersion.Staged stage,
        SecretValue content,
        String requestToken,
        Optional<String> current,
        Optional<String> held,
        Optional<String> change) {

    /** Whether the secret has no current version yet. */
    public boolean isFirst() {
        return current.isEmpty();
    }
}
