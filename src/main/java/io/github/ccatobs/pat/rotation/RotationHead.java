package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.Optional;

/**
 * A rotation without its repositories.
 *
 * @param id its name
 * @param state where it stands
 * @param secret which secret it writes
 * @param fingerprint which token it hands out
 * @param versionId the token's version in the place it came from, when that has versions
 * @param startedAt when its first run began
 * @param startedBy who or what began it
 * @param finishedAt when its last run ended, when none runs or waits
 * @param waitUntil when it may go on, while it waits
 * @param reason why it stopped, waits or was refused; cut to 2,000 characters
 */
public record RotationHead(
        RotationId id,
        RotationState state,
        SecretName secret,
        Fingerprint fingerprint,
        Optional<String> versionId,
        Instant startedAt,
        String startedBy,
        Optional<Instant> finishedAt,
        Optional<Instant> waitUntil,
        Optional<String> reason) {

    /** Cuts a reason that is too long to keep. */
    public RotationHead {
        reason = reason.map(Reason::fit);
    }
}
