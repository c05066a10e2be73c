package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a table of dependencies, which stands outside the repositories: {@code dependencies: {ops-db-api: [ops-db]}}.
 *
 * @param name of the repository or group that it is about, not yet looked up
 * @param edges what that one declares
 */
record EdgeTableRow(YamlValue.Text name, List<Edge> edges) {

    /** The lines of {@code table}; empty when it is not a mapping. */
    static Stream<EdgeTableRow> of(YamlValue.MappingEntry table) {
        return table.value() instanceof YamlValue.Mapping rows
                ? rows.entries().stream().map(row -> new EdgeTableRow(row.key(), edges(table.key(), row.value())))
                : Stream.empty();
    }

    private static List<Edge> edges(YamlValue.Text key, YamlValue value) {
        return value instanceof YamlValue.Mapping mapping
                        && GraphKeyword.isAnyIn(mapping, GraphKeyword.UPSTREAM, GraphKeyword.DOWNSTREAM)
                ? Edge.of(mapping)
                : Edge.of(key, value);
    }
}
