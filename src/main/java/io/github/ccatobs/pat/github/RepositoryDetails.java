package io.github.ccatobs.pat.github;

import java.util.List;
import java.util.Optional;

/**
 * GitHub's description of a repository, as a batch of them gives it.
 *
 * @param info its name today and its state
 * @param locked whether GitHub locked it, e.g. while it moves
 * @param isPrivate whether it is private or internal
 * @param role of the credential's account; empty when GitHub names none, as for a GitHub App
 * @param environments all of its environments; empty when they were not asked for, or not all of them could be read
 */
public record RepositoryDetails(
        RepositoryInfo info,
        boolean locked,
        boolean isPrivate,
        Optional<RepositoryRole> role,
        Optional<List<EnvironmentName>> environments) {

    /** Copies. */
    public RepositoryDetails {
        environments = environments.map(List::copyOf);
    }

    RepositoryDetails with(Optional<List<EnvironmentName>> names) {
        return new RepositoryDetails(info, locked, isPrivate, role, names);
    }
}
