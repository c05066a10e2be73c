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
final class GraphAssembly {

    private static final int MOST_SHOWN = 10;

    private final String organization;
    private final RepositoryName orchestrator;
    private final AllowedOwners owners;
    private final List<GraphWarning> warnings;

    /** @param warnings those found so far; more are added */
    GraphAssembly(String organization, RepositoryName orchestrator, AllowedOwners owners, List<GraphWarning> warnings) {
        this.organization = organization;
        this.orchestrator = orchestrator;
        this.owners = owners;
        this.warnings = warnings;
    }

    DependencyGraph assemble(GraphShape shape) {
        var names = new Names(organization, owners, warnings);
        var members = new Members(names, warnings);
        members.settle(shape);
        Set<RepositoryName> targets = targets(members);
        Map<RepositoryName, Set<RepositoryName>> dependencies = dependencies(names, members, targets);
        var order = WorkOrder.of(List.copyOf(targets), dependencies);
        order.cycles().forEach(cycle -> warnOfCycle(cycle, members));
        warnings.sort(Comparator.comparing(GraphWarning::place));
        return new DependencyGraph(order.repositories(), dependencies, warnings);
    }

    private Set<RepositoryName> targets(Members members) {
        var targets = new LinkedHashSet<RepositoryName>();
        targets.add(orchestrator);
        targets.addAll(members.repositories());
        return Collections.unmodifiableSet(targets);
    }

    private Map<RepositoryName, Set<RepositoryName>> dependencies(
            Names names, Members members, Set<RepositoryName> targets) {
        var dependencies = new Dependencies(names, targets, warnings);
        members.repositories().forEach(repository -> members.listings(repository)
                .forEach(listing -> dependencies.draw(repository, listing)));
        return dependencies.drawn();
    }

    private void warnOfCycle(List<RepositoryName> cycle, Members members) {
        Place place = members.listings(cycle.getFirst()).getFirst().name().place();
        String more = cycle.size() > MOST_SHOWN ? " and " + (cycle.size() - MOST_SHOWN) + " more" : "";
        String shown = cycle.stream()
                .limit(MOST_SHOWN)
                .map(RepositoryName::toString)
                .collect(Collectors.joining(", ", "", more));
        warnings.add(new GraphWarning(
                place, shown + " depend on each other in a cycle; among themselves they keep the file's order"));
    }
}
