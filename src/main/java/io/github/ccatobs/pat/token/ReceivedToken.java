package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Optional;

/**
 * A token and where it came from.
 *
 * @param origin the name for messages, e.g. {@code the prompt}
 * @param versionId its version there, when the source has versions
 */
public record ReceivedToken(SecretValue value, String origin, Optional<String> versionId) {}
