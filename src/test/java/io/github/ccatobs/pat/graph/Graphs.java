package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads graphs as the tests write them: organisation ccatobs, orchestrator system-integration. */
final class Graphs {

    static final GraphReader READER = reader("ccatobs", "system-integration", "ccatobs", "acme", "x", "other");

    private Graphs() {}

    static GraphReader reader(String organization, String orchestrator, String... owners) {
        return new GraphReader(organization, orchestrator, new AllowedOwners(Set.of(owners)), () -> "github.com");
    }

    static DependencyGraph read(String yaml) {
        return READER.read(text(yaml));
    }

    static DependencyGraph read(byte[] content) {
        return READER.read(new GraphContent("graph.yml", content));
    }

    static GraphContent text(String yaml) {
        return new GraphContent("graph.yml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A file below {@code graphs/} in the test resources, named in messages by its last name. */
    static GraphContent resource(String name) {
        Path file = folder().resolve(name);
        try {
            return new GraphContent(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> resources(String folder) {
        try (Stream<Path> files = Files.list(folder().resolve(folder))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A graph without groups. */
    static DependencyGraph graph(
            List<RepositoryName> repositories,
            Map<RepositoryName, Set<RepositoryName>> dependencies,
            List<GraphWarning> warnings) {
        return new DependencyGraph(repositories, dependencies, Map.of(), List.of(), Map.of(), warnings);
    }

    /** To compare what is in a graph, not where it stands. */
    static DependencyGraph withoutPlaces(DependencyGraph graph) {
        return new DependencyGraph(
                graph.repositories(),
                graph.dependencies(),
                graph.groups(),
                graph.excluded(),
                Map.of(),
                graph.warnings());
    }

    static List<RepositoryName> names(String... names) {
        return Stream.of(names)
                .map(name -> RepositoryName.parse(name, "ccatobs"))
                .toList();
    }

    static RepositoryName name(String name) {
        return RepositoryName.parse(name, "ccatobs");
    }

    static List<String> warnings(DependencyGraph graph) {
        return graph.warnings().stream().map(GraphWarning::toString).toList();
    }

    private static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(Graphs.class.getResource("/graphs")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
