package io.github.ccatobs.pat.graph;

import java.util.List;
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

    /** {@code {repo: x}}, {@code {repos: [x]}}, {@code {group: g}}, or names as keys, as in {@code {x: {on: push}}}. */
    private static Stream<YamlValue.Text> names(YamlValue.Mapping mapping) {
        for (GraphKeyword keyword : List.of(GraphKeyword.REPOSITORY, GraphKeyword.NAME)) {
            if (keyword.first(mapping).orElse(mapping) instanceof YamlValue.Text name) {
                return Stream.of(name);
            }
        }
        for (GraphKeyword keyword : List.of(GraphKeyword.REPOSITORIES, GraphKeyword.MEMBER_OF)) {
            if (keyword.isIn(mapping)) {
                return keyword.values(mapping).flatMap(Edge::names);
            }
        }
        return mapping.entries().stream().map(YamlValue.MappingEntry::key);
    }

    private static GraphException unexpected(YamlValue item) {
        return GraphException.at(
                item.place(), "a dependency is " + item.described() + "; expected the name of a repository");
    }
}
