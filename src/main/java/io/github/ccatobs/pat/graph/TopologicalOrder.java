package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The order in which repositories are worked on: the orchestrator first, whatever it depends on; then each repository
 * after all it depends on, and otherwise as the file has them.
 *
 * <p>Repositories that depend on each other in a cycle keep the file's order among themselves; each of them still comes
 * after what it depends on outside the cycle.
 *
 * @param repositories in order of work
 * @param cycles sets of repositories each of which depends on all others of its set, each in the order of the file
 */
record TopologicalOrder(List<RepositoryName> repositories, List<List<RepositoryName>> cycles) {

    /**
     * Orders repositories.
     *
     * @param inFileOrder all of them, the orchestrator first
     * @param dependencies what each depends on, itself never among it
     */
    static TopologicalOrder of(
            List<RepositoryName> inFileOrder, Map<RepositoryName, Set<RepositoryName>> dependencies) {
        Map<RepositoryName, Integer> position = new HashMap<>();
        Map<RepositoryName, Set<RepositoryName>> waitsFor = new LinkedHashMap<>();
        for (RepositoryName repository : inFileOrder) {
            position.put(repository, position.size());
            waitsFor.put(repository, new HashSet<>(dependencies.getOrDefault(repository, Set.of())));
        }
        waitsFor.put(inFileOrder.getFirst(), Set.of());
        List<List<RepositoryName>> cycles = StronglyConnectedComponents.in(waitsFor).stream()
                .map(cycle -> cycle.stream()
                        .sorted(Comparator.comparing(position::get))
                        .toList())
                .toList();
        cycles.forEach(cycle -> enqueue(cycle, waitsFor));
        return new TopologicalOrder(sort(inFileOrder, position, waitsFor), cycles);
    }

    /** Makes each member of a cycle wait for the one before it instead of for each other. */
    private static void enqueue(List<RepositoryName> cycle, Map<RepositoryName, Set<RepositoryName>> waitsFor) {
        var members = new HashSet<>(cycle);
        for (int i = 0; i < cycle.size(); i++) {
            Set<RepositoryName> awaited = awaited(cycle.get(i), waitsFor);
            awaited.removeIf(members::contains);
            if (i > 0) {
                awaited.add(cycle.get(i - 1));
            }
        }
    }

    /** Takes, again and again, the first in the file of those that wait for nothing more; empties {@code waitsFor}. */
    private static List<RepositoryName> sort(
            List<RepositoryName> inFileOrder,
            Map<RepositoryName, Integer> position,
            Map<RepositoryName, Set<RepositoryName>> waitsFor) {
        Map<RepositoryName, Set<RepositoryName>> awaitedBy = StronglyConnectedComponents.reversed(waitsFor);
        var ready = new PriorityQueue<Integer>();
        for (int i = 0; i < inFileOrder.size(); i++) {
            if (awaited(inFileOrder.get(i), waitsFor).isEmpty()) {
                ready.add(i);
            }
        }
        var sorted = new ArrayList<RepositoryName>();
        while (!ready.isEmpty()) {
            RepositoryName next = inFileOrder.get(ready.remove());
            sorted.add(next);
            for (RepositoryName dependent : awaited(next, awaitedBy)) {
                Set<RepositoryName> awaited = awaited(dependent, waitsFor);
                awaited.remove(next);
                if (awaited.isEmpty()) {
                    ready.add(position.getOrDefault(dependent, 0));
                }
            }
        }
        return sorted;
    }

    private static Set<RepositoryName> awaited(
            RepositoryName repository, Map<RepositoryName, Set<RepositoryName>> edges) {
        return edges.getOrDefault(repository, Set.of());
    }
}
