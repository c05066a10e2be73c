package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.name;
import static io.github.ccatobs.pat.graph.Graphs.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same six repositories, written in every shape. */
class GraphShapesTest {

    private static final List<RepositoryName> IN_ORDER = names(
            "system-integration", "ops-db", "ops-db-api", "ops-db-ui", "data-transfer", "data-center-documentation");

    private static final Map<RepositoryName, Set<RepositoryName>> DEPENDENCIES = Map.of(
            name("ops-db-api"), Set.of(name("ops-db")),
            name("ops-db-ui"), Set.of(name("ops-db-api")),
            name("data-transfer"), Set.of(name("ops-db")),
            name("data-center-documentation"), Set.of(name("ops-db-api"), name("ops-db-ui")));

    static Stream<String> shapes() {
        return Graphs.resources("shapes").stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readsTheSameGraphFromEveryShape(String file) {
        assertReads(file, file.endsWith("list-of-names.yml") ? Map.of() : DEPENDENCIES);
    }

    @Test
    void thereIsAFileForEveryShape() {
        assertThat(shapes())
                .containsExactly(
                        "shapes/deploy-groups-of-mappings.yml",
                        "shapes/groups-of-lists.yml",
                        "shapes/mixture.yml",
                        "shapes/nodes-list-of-mappings.yml",
                        "shapes/repos-mapping.yml",
                        "shapes/repositories-list-of-names.yml",
                        "shapes/top-level-groups.yml",
                        "shapes/top-level.yml");
    }

    @Test
    void readsTheGraphOfTheOrganisation() {
        assertReads(
                "ccatobs.yml",
                Map.of(
                        name("ops-db-api"), Set.of(name("ops-db")),
                        name("ops-db-ui"), Set.of(name("ops-db-api")),
                        name("data-transfer"), Set.of(name("ops-db")),
                        name("data-center-documentation"), Set.of(name("ops-db-api"))));
    }

    private static void assertReads(String file, Map<RepositoryName, Set<RepositoryName>> dependencies) {
        var graph = Graphs.READER.read(Graphs.resource(file));
        assertThat(graph.repositories()).isEqualTo(IN_ORDER);
        assertThat(graph.dependencies()).isEqualTo(dependencies);
        assertThat(graph.warnings()).isEmpty();
        assertThat(graph.excluded()).isEmpty();
    }
}
