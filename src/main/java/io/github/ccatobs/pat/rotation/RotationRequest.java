package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import java.util.List;
import java.util.Optional;

/**
 * What to rotate.
 *
 * @param secret the secret to write
 * @param token the value to put there
 * @param versionId the token's version in the place it came from, when that has versions
 * @param repositories in order of work; the first is the canary
 * @param startedBy who asks, for the record and for whoever is kept waiting
 * @param continueOnError whether repositories that cannot be written are passed over instead of stopping the rotation
 * @param all whether also those are written that this token has already reached
 * @param partial whether there are more repositories than these, so that writing these alone completes no rotation that
 *     has others
 */
public record RotationRequest(
        SecretName secret,
        SecretValue token,
        Optional<String> versionId,
        List<RepositoryName> repositories,
        String startedBy,
        boolean continueOnError,
        boolean all,
        boolean partial) {

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

    /** The same, but each repository under one of its names. */
    RotationRequest without(RepositoryAliases aliases) {
        List<RepositoryName> each = repositories.stream()
                .filter(repository -> !aliases.kept().containsKey(repository))
                .toList();
        return new RotationRequest(secret, token, versionId, each, startedBy, continueOnError, all, partial);
    }
}
