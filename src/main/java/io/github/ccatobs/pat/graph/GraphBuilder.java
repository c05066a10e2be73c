package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns listings into the graph: names looked up, edges drawn, work ordered. */
final class GraphBuilder {

    private static final int MOST_SHOWN = 10;

    private final RepositoryName orchestrator;
    private final RepositoryNameResolver repositoryNameResolver;
    private final ListingIndex listingIndex;
    private final List<GraphWarning> warnings;

    /** @param warnings those found so far; more are added */
    GraphBuilder(
            RepositoryName orchestrator, RepositoryNameResolver repositoryNameResolver, List<GraphWarning> warnings) {
        this.orchestrator = orchestrator;
        this.repositoryNameResolver = repositoryNameResolver;
        this.listingIndex = new ListingIndex(repositoryNameResolver, warnings);
        this.warnings = warnings;
    }

    DependencyGraph assemble(ExtractedEntries shape) {
        listingIndex.settle(shape);
        Map<RepositoryName, Exclusion> excluded = excluded();
        Set<RepositoryName> targets = targets(excluded.keySet());
        Map<RepositoryName, Set<RepositoryName>> dependencies = dependencies(shape, targets, excluded.keySet());
        var order = TopologicalOrder.of(List.copyOf(targets), dependencies);
        order.cycles().forEach(this::warnOfCycle);
        warnings.sort(Comparator.comparing(GraphWarning::place));
        return new DependencyGraph(
                order.repositories(),
                dependencies,
                groups(order.repositories()),
                excluded.entrySet().stream()
                        .map(entry -> new ExcludedRepository(
                                entry.getKey(),
                                entry.getValue().place(),
                                entry.getValue().reason()))
                        .toList(),
                places(order.repositories()),
                warnings);
    }

    private Map<RepositoryName, SourceLocation> places(List<RepositoryName> repositories) {
        var places = new LinkedHashMap<RepositoryName, SourceLocation>();
        repositories.forEach(repository -> listingIndex.listings(repository).stream()
                .findFirst()
                .ifPresent(entry -> places.put(repository, entry.name().place())));
        return places;
    }

    /** The repositories that the file leaves out, never the orchestrator. */
    private Map<RepositoryName, Exclusion> excluded() {
        Map<RepositoryName, Exclusion> excluded = listingIndex.excluded();
        Exclusion refused = excluded.remove(orchestrator);
        if (refused != null) {
            warnings.add(new GraphWarning(
                    refused.place(),
                    refused.reason() + ", but " + orchestrator + " is the orchestrator, which is always included"));
        }
        return excluded;
    }

    private Set<RepositoryName> targets(Set<RepositoryName> excluded) {
        var targets = new LinkedHashSet<RepositoryName>();
        targets.add(orchestrator);
        targets.addAll(listingIndex.repositories());
        targets.removeAll(excluded);
        return Collections.unmodifiableSet(targets);
    }

    private Map<RepositoryName, Set<RepositoryName>> dependencies(
            ExtractedEntries shape, Set<RepositoryName> targets, Set<RepositoryName> excluded) {
        var dependencyResolver = new DependencyResolver(repositoryNameResolver, targets, excluded, warnings);
        listingIndex.repositories().forEach(repository -> listingIndex
                .listings(repository)
                .forEach(entry -> dependencyResolver.draw(repository, entry)));
        shape.edges().forEach(dependencyResolver::draw);
        return dependencyResolver.edges();
    }

    private Map<String, Set<RepositoryName>> groups(List<RepositoryName> order) {
        var groups = new LinkedHashMap<String, Set<RepositoryName>>();
        for (YamlValue.Text name : repositoryNameResolver.groupNames()) {
            var members = new LinkedHashSet<>(order);
            members.retainAll(repositoryNameResolver.group(name));
            if (!members.isEmpty()) {
                groups.put(name.text(), members);
            }
        }
        return groups;
    }

    private void warnOfCycle(List<RepositoryName> cycle) {
        SourceLocation location =
                listingIndex.listings(cycle.getFirst()).getFirst().name().place();
        String more = cycle.size() > MOST_SHOWN ? " and " + (cycle.size() - MOST_SHOWN) + " more" : "";
        String shown = cycle.stream()
                .limit(MOST_SHOWN)
                .map(RepositoryName::toString)
                .collect(Collectors.joining(", ", "", more));
        warnings.add(new GraphWarning(
                location, shown + " depend on each other in a cycle; among themselves they keep the file's order"));
    }
}
