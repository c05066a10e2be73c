package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
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
    private final List<GraphWarning> warnings;
    private final Map<RepositoryName, Set<RepositoryName>> drawn = new LinkedHashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private int tried;

    /** @param targets every repository an edge may connect */
    DependencyResolver(
            RepositoryNameResolver repositoryNameResolver, Set<RepositoryName> targets, List<GraphWarning> warnings) {
        this.repositoryNameResolver = repositoryNameResolver;
        this.targets = targets;
        this.warnings = warnings;
    }

    /** Draws all edges that {@code entry} of {@code repository} declares, and those of the groups around it. */
    void draw(RepositoryName repository, RepositoryEntry entry) {
        entry.edges().forEach(edge -> draw(repository, edge));
        entry.where().edges().forEach(edge -> draw(repository, edge));
    }

    /** The dependencies of each repository; those without dependencies are left out. */
    Map<RepositoryName, Set<RepositoryName>> drawn() {
        return drawn;
    }

    private void draw(RepositoryName repository, Edge edge) {
        count(edge);
        Optional<RepositoryName> named = repositoryNameResolver.repository(edge.name(), targets);
        Set<RepositoryName> group = repositoryNameResolver.group(edge.name());
        if (named.isPresent()) {
            draw(repository, edge, named.get());
        } else if (group.isEmpty()) {
            warnUnknown(repository, edge);
        } else {
            group.stream()
                    .filter(member -> !member.equals(repository))
                    .forEach(member -> draw(repository, edge, member));
        }
    }

    private void draw(RepositoryName repository, Edge edge, RepositoryName other) {
        count(edge);
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
        drawn.computeIfAbsent(dependent, name -> new LinkedHashSet<>()).add(dependency);
    }

    private void warnUnknown(RepositoryName repository, Edge edge) {
        String name = edge.name().text();
        if (unknown.add(name.toLowerCase(Locale.ROOT))) {
            warn(
                    edge,
                    QuotedText.of(name) + " is named by a dependency of " + repository
                            + " but is not listed; it is not a target");
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
