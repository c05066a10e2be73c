package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns listings into the graph: names looked up, edges drawn, work ordered. */
final class GraphBuilder {

    private static final int MOST_SHOWN = 10;

    private final String organization;
    private final RepositoryName orchestrator;
    private final AllowedOwners owners;
    private final List<GraphWarning> warnings;

    /** @param warnings those found so far; more are added */
    GraphBuilder(String organization, RepositoryName orchestrator, AllowedOwners owners, List<GraphWarning> warnings) {
        this.organization = organization;
        this.orchestrator = orchestrator;
        this.owners = owners;
        this.warnings = warnings;
    }

    DependencyGraph assemble(EntryExtractor shape) {
        var repositoryNameResolver = new RepositoryNameResolver(organization, owners, warnings);
        var listingIndex = new ListingIndex(repositoryNameResolver, warnings);
        listingIndex.settle(shape);
        Set<RepositoryName> targets = targets(listingIndex);
        Map<RepositoryName, Set<RepositoryName>> dependencies =
                dependencies(repositoryNameResolver, listingIndex, targets);
        var order = TopologicalOrder.of(List.copyOf(targets), dependencies);
        order.cycles().forEach(cycle -> warnOfCycle(cycle, listingIndex));
        warnings.sort(Comparator.comparing(GraphWarning::place));
        return new DependencyGraph(order.repositories(), dependencies, warnings);
    }

    private Set<RepositoryName> targets(ListingIndex listingIndex) {
        var targets = new LinkedHashSet<RepositoryName>();
        targets.add(orchestrator);
        targets.addAll(listingIndex.repositories());
        return Collections.unmodifiableSet(targets);
    }

    private Map<RepositoryName, Set<RepositoryName>> dependencies(
            RepositoryNameResolver repositoryNameResolver, ListingIndex listingIndex, Set<RepositoryName> targets) {
        var dependencyResolver = new DependencyResolver(repositoryNameResolver, targets, warnings);
        listingIndex.repositories().forEach(repository -> listingIndex
                .listings(repository)
                .forEach(entry -> dependencyResolver.draw(repository, entry)));
        return dependencyResolver.drawn();
    }

    private void warnOfCycle(List<RepositoryName> cycle, ListingIndex listingIndex) {
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
