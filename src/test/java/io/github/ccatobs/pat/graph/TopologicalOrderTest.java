package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.name;
import static io.github.ccatobs.pat.graph.Graphs.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopologicalOrderTest {

    @Test
    void keepsTheFilesOrderWhereNothingDependsOnAnything() {
        assertThat(TopologicalOrder.of(names("o", "c", "a", "b"), Map.of()))
                .isEqualTo(new TopologicalOrder(names("o", "c", "a", "b"), List.of()));
    }

    @Test
    void putsDependenciesBeforeDependentsAndBreaksTiesByTheFile() {
        var order = TopologicalOrder.of(
                names("o", "ui", "docs", "api", "db"),
                needs("ui", "api", "db").and("api", "db").map());
        assertThat(order).isEqualTo(new TopologicalOrder(names("o", "docs", "db", "api", "ui"), List.of()));
    }

    @Test
    void putsTheOrchestratorFirstWhateverItDependsOn() {
        var order = TopologicalOrder.of(
                names("o", "a", "b"), needs("o", "a", "b").and("a", "o", "b").map());
        assertThat(order).isEqualTo(new TopologicalOrder(names("o", "b", "a"), List.of()));
    }

    @Test
    void keepsTheFilesOrderInsideACycleAndDependenciesAroundIt() {
        var order = TopologicalOrder.of(
                names("o", "after", "c", "b", "a", "before"),
                needs("a", "b")
                        .and("b", "c")
                        .and("c", "a", "before")
                        .and("after", "a")
                        .map());
        assertThat(order)
                .isEqualTo(new TopologicalOrder(
                        names("o", "before", "c", "b", "a", "after"), List.of(names("c", "b", "a"))));
    }

    @Test
    void tellsCyclesApart() {
        var order = TopologicalOrder.of(
                names("o", "d", "c", "b", "a"),
                needs("a", "b").and("b", "a").and("c", "d", "a").and("d", "c").map());
        assertThat(order.repositories()).isEqualTo(names("o", "d", "b", "a", "c"));
        assertThat(order.cycles()).containsExactlyInAnyOrder(names("b", "a"), names("d", "c"));
    }

    @Test
    void ordersAChainLongerThanAnyStack() {
        List<RepositoryName> chain = Stream.concat(
                        names("o").stream(), IntStream.range(0, 50_000).mapToObj(i -> name("r" + i)))
                .toList();
        Map<RepositoryName, Set<RepositoryName>> dependencies = new HashMap<>();
        for (int i = 1; i < chain.size() - 1; i++) {
            dependencies.put(chain.get(i), Set.of(chain.get(i + 1)));
        }
        assertThat(TopologicalOrder.of(chain, dependencies).repositories())
                .startsWith(name("o"), name("r49999"), name("r49998"))
                .endsWith(name("r1"), name("r0"));
    }

    private static Needs needs(String dependent, String... dependencies) {
        return new Needs(new HashMap<>()).and(dependent, dependencies);
    }

    private record Needs(Map<RepositoryName, Set<RepositoryName>> map) {
        Needs and(String dependent, String... dependencies) {
            map.put(name(dependent), Set.copyOf(names(dependencies)));
            return this;
        }
    }
}
