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
 * @param groups by name, the repositories of each group, in order of work; a group without any is left out
 * @param excluded repositories that the file lists and leaves out, in the order of the file; none of them among {@code
 *     repositories}
 * @param places where the file first names each repository; none for an orchestrator that it does not name
 * @param warnings what the file's owner should look at, in the order of the file
 */
public record DependencyGraph(
        List<RepositoryName> repositories,
        Map<RepositoryName, Set<RepositoryName>> dependencies,
        Map<String, Set<RepositoryName>> groups,
        List<ExcludedRepository> excluded,
        Map<RepositoryName, SourceLocation> places,
        List<GraphWarning> warnings) {

    /**
     * Copies, and checks that everything is listed once.
     *
     * @throws IllegalArgumentException when there is no repository, one appears twice, or a dependency or the member of a
     *     group is not listed
     */
    public DependencyGraph {
        repositories = List.copyOf(repositories);
        dependencies = copy(dependencies);
        groups = copy(groups);
        excluded = List.copyOf(excluded);
        places = Map.copyOf(places);
        warnings = List.copyOf(warnings);
        var listed = new HashSet<>(repositories);
        if (repositories.isEmpty() || listed.size() < repositories.size()) {
            throw new IllegalArgumentException("expected each repository once and at least one, not " + repositories);
        }
        if (!listed.containsAll(dependencies.keySet())
                || !dependencies.values().stream().allMatch(listed::containsAll)) {
            throw new IllegalArgumentException("expected dependencies among " + repositories + ", not " + dependencies);
        }
        if (!groups.values().stream().allMatch(listed::containsAll)) {
            throw new IllegalArgumentException("expected groups of " + repositories + ", not " + groups);
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

    private static <K> Map<K, Set<RepositoryName>> copy(Map<K, Set<RepositoryName>> sets) {
        var copy = new LinkedHashMap<K, Set<RepositoryName>>();
        sets.forEach((key, names) -> copy.put(key, Collections.unmodifiableSet(new LinkedHashSet<>(names))));
        return Collections.unmodifiableMap(copy);
    }
}
