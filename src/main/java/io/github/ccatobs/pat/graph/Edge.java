package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A dependency as written: a name, and which way it points from where it stands.
 *
 * @param name of a repository or a group, not yet looked up
 */
record Edge(Direction direction, YamlValue.Text name) {

    enum Direction {
        /** The one it stands with depends on the named one. */
        UPSTREAM,
        /** The named one depends on the one it stands with. */
        DOWNSTREAM
    }

    /** All dependencies that {@code mapping} declares, both ways. */
    static List<Edge> of(YamlValue.Mapping mapping) {
        return Stream.concat(
                        GraphKeyword.UPSTREAM.values(mapping).flatMap(value -> pointing(Direction.UPSTREAM, value)),
                        GraphKeyword.DOWNSTREAM.values(mapping).flatMap(value -> pointing(Direction.DOWNSTREAM, value)))
                .toList();
    }

    /** The dependencies that a group declares for all it holds; a table of dependencies is not among them. */
    static List<Edge> ofGroup(YamlValue.Mapping group) {
        return of(new YamlValue.Mapping(
                group.entries().stream().filter(entry -> !isTable(entry)).toList(), group.place()));
    }

    /** {@code dependencies: {ops-db-api: [ops-db]}} in a group: whose dependencies they are stands inside. */
    static boolean isTable(YamlValue.MappingEntry entry) {
        return isTableOfFile(entry)
                && entry.value() instanceof YamlValue.Mapping mapping
                && mapping.entries().stream().anyMatch(row -> row.value() instanceof YamlValue.Sequence);
    }

    /** The same outside all groups, where a mapping can mean nothing else unless it names a repository. */
    static boolean isTableOfFile(YamlValue.MappingEntry entry) {
        return isDeclaredBy(entry)
                && entry.value() instanceof YamlValue.Mapping mapping
                && !GraphKeyword.isAnyIn(
                        mapping,
                        GraphKeyword.REPOSITORY,
                        GraphKeyword.ADDRESS,
                        GraphKeyword.NAME,
                        GraphKeyword.REPOSITORIES,
                        GraphKeyword.MEMBER_OF);
    }

    /** Whether {@code entry} declares dependencies, of whatever they are. */
    static boolean isDeclaredBy(YamlValue.MappingEntry entry) {
        return GraphKeyword.isAny(entry.key(), GraphKeyword.UPSTREAM, GraphKeyword.DOWNSTREAM);
    }

    /** The dependencies in {@code value}, which point as {@code key} says. */
    static List<Edge> of(YamlValue.Text key, YamlValue value) {
        return pointing(GraphKeyword.UPSTREAM.means(key) ? Direction.UPSTREAM : Direction.DOWNSTREAM, value)
                .toList();
    }

    private static Stream<Edge> pointing(Direction direction, YamlValue value) {
        return names(value).map(name -> new Edge(direction, name));
    }

    private static Stream<YamlValue.Text> names(YamlValue value) {
        return switch (value) {
            case YamlValue.Text name -> Stream.of(name);
            case YamlValue.Nothing none -> Stream.empty();
            case YamlValue.Sequence items -> items.values().stream().flatMap(Edge::item);
            case YamlValue.Mapping mapping -> names(mapping);
        };
    }

    private static Stream<YamlValue.Text> item(YamlValue item) {
        return switch (item) {
            case YamlValue.Text name -> Stream.of(name);
            case YamlValue.Mapping mapping -> names(mapping);
            case YamlValue.Nothing none -> throw unexpected(none);
            case YamlValue.Sequence nested -> throw unexpected(nested);
        };
    }

    /**
     * {@code {repo: x, workflow: w}}, {@code {url: x}}, {@code {repos: [x]}}, {@code {group: g}}, or names as keys, as in
     * {@code {x: {on: push}}}.
     */
    private static Stream<YamlValue.Text> names(YamlValue.Mapping mapping) {
        Optional<YamlValue.Text> named = EntryIdentity.in(mapping)
                .map(EntryIdentity::name)
                .or(() -> GraphKeyword.NAME.texts(mapping).findFirst());
        if (named.isPresent()) {
            return named.stream();
        }
        for (GraphKeyword keyword : List.of(GraphKeyword.REPOSITORIES, GraphKeyword.MEMBER_OF)) {
            if (keyword.isIn(mapping)) {
                return keyword.values(mapping).flatMap(Edge::names);
            }
        }
        return mapping.entries().stream()
                .map(YamlValue.MappingEntry::key)
                .filter(key -> !GraphKeyword.ATTRIBUTE.means(key));
    }

    private static GraphException unexpected(YamlValue item) {
        return GraphException.at(
                item.place(), "a dependency is " + item.described() + "; expected the name of a repository");
    }
}
