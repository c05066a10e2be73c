package io.github.ccatobs.pat.entrypoint.json;

import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.graph.SourceLocation;
import java.util.Collection;
import java.util.List;

/** The JSON of a graph: {@code repositories} in order of work. */
public record GraphJson(
        String source,
        String orchestrator,
        List<String> repositories,
        List<Dependency> dependencies,
        List<Group> groups,
        List<Excluded> excluded,
        List<Warning> warnings) {

    /** {@code repository} is written after what it {@code dependsOn}. */
    public record Dependency(String repository, String dependsOn) {}

    /** A group and its repositories, in order of work. */
    public record Group(String name, List<String> repositories) {}

    /** A repository that the file leaves out. */
    public record Excluded(String repository, String reason, String file, int line, int column) {}

    /** Something odd in the file. */
    public record Warning(String message, String file, int line, int column) {}

    /** The document of {@code graph}, which came from {@code source}. */
    public static GraphJson of(GraphSource source, DependencyGraph graph) {
        return new GraphJson(
                source.toString(),
                graph.orchestrator().toString(),
                texts(graph.repositories()),
                graph.repositories().stream()
                        .flatMap(name -> graph.dependenciesOf(name).stream()
                                .map(dependency -> new Dependency(name.toString(), dependency.toString())))
                        .toList(),
                graph.groups().entrySet().stream()
                        .map(group -> new Group(group.getKey(), texts(group.getValue())))
                        .toList(),
                graph.excluded().stream()
                        .map(one -> excluded(one.repository().toString(), one.reason(), one.place()))
                        .toList(),
                graph.warnings().stream()
                        .map(warning -> warning(warning.message(), warning.place()))
                        .toList());
    }

    private static Excluded excluded(String repository, String reason, SourceLocation place) {
        return new Excluded(repository, reason, place.origin(), place.line(), place.column());
    }

    private static Warning warning(String message, SourceLocation place) {
        return new Warning(message, place.origin(), place.line(), place.column());
    }

    private static List<String> texts(Collection<?> names) {
        return names.stream().map(Object::toString).toList();
    }
}
