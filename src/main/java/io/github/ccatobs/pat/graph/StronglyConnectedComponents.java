package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the repositories that depend on each other: the strongly connected components with more than one member, after
 * Kosaraju. It keeps its own stack, so a long chain of dependencies does not exhaust the thread's.
 */
final class StronglyConnectedComponents {

    private StronglyConnectedComponents() {}

    /** @param graph what each repository leads to; every repository is a key */
    static List<List<RepositoryName>> in(Map<RepositoryName, Set<RepositoryName>> graph) {
        var left = new ArrayList<RepositoryName>();
        var seen = new HashSet<RepositoryName>();
        graph.keySet().forEach(repository -> left.addAll(reach(repository, graph, seen)));
        Map<RepositoryName, Set<RepositoryName>> back = reversed(graph);
        var gathered = new HashSet<RepositoryName>();
        return left.reversed().stream()
                .map(repository -> reach(repository, back, gathered))
                .filter(component -> component.size() > 1)
                .toList();
    }

    /** The same graph with every edge turned round. */
    static Map<RepositoryName, Set<RepositoryName>> reversed(Map<RepositoryName, Set<RepositoryName>> graph) {
        Map<RepositoryName, Set<RepositoryName>> back = new LinkedHashMap<>();
        graph.forEach((from, ends) -> ends.forEach(
                to -> back.computeIfAbsent(to, name -> new LinkedHashSet<>()).add(from)));
        return back;
    }

    /** The unseen vertices that {@code start} leads to, each after all it leads to itself. */
    private static List<RepositoryName> reach(
            RepositoryName start, Map<RepositoryName, Set<RepositoryName>> graph, Set<RepositoryName> seen) {
        var left = new ArrayList<RepositoryName>();
        Deque<Visit> path = new ArrayDeque<>();
        if (seen.add(start)) {
            path.push(Visit.of(start, graph));
        }
        while (!path.isEmpty()) {
            Iterator<RepositoryName> ways = path.element().ways();
            if (!ways.hasNext()) {
                left.add(path.pop().repository());
                continue;
            }
            RepositoryName next = ways.next();
            if (seen.add(next)) {
                path.push(Visit.of(next, graph));
            }
        }
        return left;
    }

    private record Visit(RepositoryName repository, Iterator<RepositoryName> ways) {
        static Visit of(RepositoryName repository, Map<RepositoryName, Set<RepositoryName>> graph) {
            return new Visit(
                    repository, graph.getOrDefault(repository, Set.of()).iterator());
        }
    }
}
