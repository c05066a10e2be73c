package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Optional;

/**
 * A token and where it came from.
 *
 * @param origin the name for messages, e.g. {@code the prompt}
 * @param versionId its version there, when the source has versions
 * @param stage the label by which that version was asked for, when it was asked for by one
 */
public record ReceivedToken(
        SecretValue value, String origin, Optional<String> versionId, Optional<TokenVersion.Staged> stage) {

    /** A token that was not asked for by a label. */
    public ReceivedToken(SecretValue value, String origin, Optional<String> versionId) {
        this(value, origin, versionId, Optional.empty());
    }
}
