package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints {@code graph} for people: one thing a line, sections with a heading, empty ones left out. */
public final class GraphText {

    private GraphText() {}

    /** All lines about {@code graph}, which came from {@code source}. */
    public static List<String> lines(GraphSource source, DependencyGraph graph) {
        List<RepositoryName> order = graph.repositories();
        int digits = String.valueOf(order.size()).length();
        return Stream.of(
                        Stream.of(PrintableText.of(source.toString()) + ": " + Plurals.repositories(order.size())),
                        section(
                                "Order of work",
                                IntStream.range(0, order.size())
                                        .mapToObj(i -> ("%" + digits + "d. %s").formatted(i + 1, order.get(i)))
                                        .map(line -> line.endsWith(" " + graph.orchestrator())
                                                ? line + " (orchestrator)"
                                                : line)),
                        section("Dependencies", order.stream().flatMap(name -> graph.dependenciesOf(name).stream()
                                .map(dependency -> name + " depends on " + dependency))),
                        section(
                                "Groups",
                                graph.groups().entrySet().stream()
                                        .flatMap(group -> Stream.concat(
                                                Stream.of(PrintableText.of(group.getKey()) + ":"),
                                                group.getValue().stream().map(name -> "  " + name)))),
                        section("Left out", graph.excluded().stream().map(Object::toString)),
                        section("Warnings", graph.warnings().stream().map(Object::toString)))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> section(String heading, Stream<String> content) {
        List<String> lines = content.map(line -> "  " + PrintableText.of(line)).toList();
        return lines.isEmpty() ? Stream.empty() : Stream.concat(Stream.of("", heading + ":"), lines.stream());
    }
}
