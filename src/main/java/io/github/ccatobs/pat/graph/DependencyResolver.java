package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws the edges that listings and groups declare. A name that an edge uses but no listing has is a warning, once per name.
 */
final class DependencyResolver {

    /** How many edges a file may unfold to; only a group that depends on a group gets anywhere near. */
    static final int MOST_EDGES = 200_000;

    private final RepositoryNameResolver repositoryNameResolver;
    private final Set<RepositoryName> targets;
    private final Set<RepositoryName> excluded;
    private final List<GraphWarning> warnings;
    private final Map<RepositoryName, Set<RepositoryName>> edges = new LinkedHashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private int tried;

    /**
     * Draws nothing yet.
     *
     * @param targets every repository an edge may connect
     * @param excluded those that the file lists and leaves out: their edges are left out with them
     */
    DependencyResolver(
            RepositoryNameResolver repositoryNameResolver,
            Set<RepositoryName> targets,
            Set<RepositoryName> excluded,
            List<GraphWarning> warnings) {
        this.repositoryNameResolver = repositoryNameResolver;
        this.targets = targets;
        this.excluded = excluded;
        this.warnings = warnings;
    }

    /** Draws all edges that {@code entry} of {@code repository} declares, and those of the groups around it. */
    void draw(RepositoryName repository, RepositoryEntry entry) {
        entry.edges().forEach(edge -> draw(repository, edge));
        entry.where().edges().forEach(edge -> draw(repository, edge));
    }

    /** Draws the edges of a line that stands outside the repositories; it may be about a repository or a group. */
    void draw(EdgeTableRow row) {
        Set<RepositoryName> about = meaning(row.name());
        if (about.isEmpty()) {
            warnUnknown("a table of dependencies", row.name());
        }
        about.forEach(repository -> row.edges().forEach(edge -> draw(repository, edge)));
    }

    /** The dependencies of each repository; those without dependencies are left out. */
    Map<RepositoryName, Set<RepositoryName>> edges() {
        return edges;
    }

    private void draw(RepositoryName repository, Edge edge) {
        count(edge);
        Optional<RepositoryName> named = named(edge.name());
        if (named.isPresent()) {
            draw(repository, edge, named.get());
            return;
        }
        Set<RepositoryName> group = repositoryNameResolver.group(edge.name());
        if (group.isEmpty()) {
            warnUnknown("a dependency of " + repository, edge.name());
        }
        group.stream().filter(member -> !member.equals(repository)).forEach(member -> draw(repository, edge, member));
    }

    private Set<RepositoryName> meaning(YamlValue.Text name) {
        return named(name).map(Set::of).orElseGet(() -> repositoryNameResolver.group(name));
    }

    private Optional<RepositoryName> named(YamlValue.Text name) {
        return repositoryNameResolver
                .repository(name, targets)
                .or(() -> repositoryNameResolver.repository(name, excluded));
    }

    private void draw(RepositoryName repository, Edge edge, RepositoryName other) {
        count(edge);
        if (excluded.contains(repository) || excluded.contains(other)) {
            return;
        }
        if (other.equals(repository)) {
            warn(edge, repository + " depends on itself; that is ignored");
            return;
        }
        switch (edge.direction()) {
            case UPSTREAM -> needs(repository, other);
            case DOWNSTREAM -> needs(other, repository);
        }
    }

    private void needs(RepositoryName dependent, RepositoryName dependency) {
        edges.computeIfAbsent(dependent, name -> new LinkedHashSet<>()).add(dependency);
    }

    private void warnUnknown(String by, YamlValue.Text name) {
        if (unknown.add(name.text().toLowerCase(Locale.ROOT))) {
            warnings.add(new GraphWarning(
                    name.place(), name.quoted() + " is named by " + by + " but is not listed; it is not a target"));
        }
    }

    private void count(Edge edge) {
        if (++tried > MOST_EDGES) {
            throw GraphException.at(
                    edge.name().place(), "the file declares more than " + MOST_EDGES + " dependencies; expected fewer");
        }
    }

    private void warn(Edge edge, String message) {
        warnings.add(new GraphWarning(edge.name().place(), message));
    }
}
