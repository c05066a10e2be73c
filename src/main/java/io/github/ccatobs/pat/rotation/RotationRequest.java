package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.token.ReceivedToken;
import java.util.List;

/**
 * A request for a rotation.
 *
 * @param secret the secret to write
 * @param token the value to put there, and where it came from
 * @param repositories in order of work; the first is the canary
 * @param startedBy the caller, for the record and for another caller who waits
 * @param options how
 */
public record RotationRequest(
        SecretName secret,
        ReceivedToken token,
        List<RepositoryName> repositories,
        String startedBy,
        RotationOptions options) {

    /**
     * How to rotate.
     *
     * @param continueOnError whether repositories that cannot be written are skipped instead of stopping the rotation
     * @param all whether also those are written that this token has already reached
     * @param partial whether the rotation may have more repositories than the request, so that writing those of the request
     *     alone does not complete it
     */
    public record RotationOptions(boolean continueOnError, boolean all, boolean partial) {

        /** Every repository that does not hold the token, until one cannot be written. */
        public static final RotationOptions NONE = new RotationOptions(false, false, false);
    }

    /**
     * Copies.
     *
     * @throws IllegalArgumentException when there is no repository
     */
    public RotationRequest {
        repositories = List.copyOf(repositories);
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("there is no repository to rotate " + secret + " in");
        }
    }

    /** Which token it hands out. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(token.value());
    }

    /** The same, but each repository under one of its names. */
    RotationRequest without(RepositoryAliases aliases) {
        List<RepositoryName> each = repositories.stream()
                .filter(repository -> !aliases.kept().containsKey(repository))
                .toList();
        return new RotationRequest(secret, token, each, startedBy, options);
    }
}
