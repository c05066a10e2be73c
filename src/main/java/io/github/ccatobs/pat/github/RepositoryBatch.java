package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Repositories as GitHub describes many at once. One that is not in it is not known to be gone: it must be asked for by
 * itself, to tell gone, hidden and refused apart.
 *
 * @param found by the name that was asked for
 */
public record RepositoryBatch(Map<RepositoryName, RepositoryDetails> found) {

    /** Copies. */
    public RepositoryBatch {
        found = Map.copyOf(found);
    }

    /** Only those of {@code repositories} whose owner is still the one that was asked for. */
    public RepositoryBatch stillOwned(Set<RepositoryName> repositories) {
        return new RepositoryBatch(found.entrySet().stream()
                .filter(entry -> repositories.contains(entry.getKey()))
                .filter(entry -> entry.getValue().info().name().hasOwnerOf(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The description of {@code repository}, if GitHub gave one. */
    public Optional<RepositoryDetails> find(RepositoryName repository) {
        return Optional.ofNullable(found.get(repository));
    }
}
