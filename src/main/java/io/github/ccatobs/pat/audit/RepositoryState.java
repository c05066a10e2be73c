package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Optional;

/**
 * What was seen of one repository.
 *
 * @param repository its name in the graph
 * @param seen whether it holds the secret
 * @param archived whether it is read-only; empty when there was no reason to ask
 * @param renamedTo its name today, when that is another one
 */
public record RepositoryState(
        RepositoryName repository, Observation seen, Optional<Boolean> archived, Optional<RepositoryName> renamedTo) {

    /** A repository about which there is nothing more to say. */
    static RepositoryState of(RepositoryName repository, Observation seen) {
        return new RepositoryState(repository, seen, Optional.empty(), Optional.empty());
    }
}
