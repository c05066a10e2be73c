package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The repositories that need the secret, in order of work, and what depends on what.
 *
 * <p>The orchestrator is first, whatever it depends on; then every dependency stands before what depends on it, except
 * among repositories that depend on each other in a cycle.
 *
 * @param repositories in order of work, each once, the orchestrator first
 * @param dependencies for a repository, those it depends on; all of them among {@code repositories}
 * @param warnings what the file's owner should look at, in the order of the file
 */
public record DependencyGraph(
        List<RepositoryName> repositories,
        Map<RepositoryName, Set<RepositoryName>> dependencies,
        List<GraphWarning> warnings) {

    /**
     * Copies, and checks that everything is listed once.
     *
     * @throws IllegalArgumentException when there is no repository, one appears twice, or a dependency is not listed
     */
    public DependencyGraph {
        repositories = List.copyOf(repositories);
        dependencies = copy(dependencies);
        warnings = List.copyOf(warnings);
        var listed = new HashSet<>(repositories);
        if (repositories.isEmpty() || listed.size() < repositories.size()) {
            throw new IllegalArgumentException("expected each repository once and at least one, not " + repositories);
        }
        if (!listed.containsAll(dependencies.keySet())
                || !dependencies.values().stream().allMatch(listed::containsAll)) {
            throw new IllegalArgumentException("expected dependencies among " + repositories + ", not " + dependencies);
        }
    }

    /** The repository that is always included and always first. */
    public RepositoryName orchestrator() {
        return repositories.getFirst();
    }

    /** The dependencies of {@code repository}; empty for one that is not in the graph. */
    public Set<RepositoryName> dependenciesOf(RepositoryName repository) {
        return dependencies.getOrDefault(repository, Set.of());
    }

    private static Map<RepositoryName, Set<RepositoryName>> copy(Map<RepositoryName, Set<RepositoryName>> edges) {
        var copy = new LinkedHashMap<RepositoryName, Set<RepositoryName>>();
        edges.forEach(
                (repository, needed) -> copy.put(repository, Collections.unmodifiableSet(new LinkedHashSet<>(needed))));
        return Collections.unmodifiableMap(copy);
    }
}
