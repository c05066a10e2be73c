package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.stream.Stream;

/**
 * One place where the file says "this repository".
 *
 * @param name as written, not yet checked
 * @param where the group it stands in, if any
 * @param bare whether there is nothing but the name, so that in a group it may as well mean a repository described
 *     elsewhere
 * @param otherNames what else the file may call it
 * @param memberOf the groups it says it is in
 * @param edges its dependencies
 */
record RepositoryEntry(
        YamlValue.Text name,
        GroupScope where,
        boolean bare,
        List<YamlValue.Text> otherNames,
        List<YamlValue.Text> memberOf,
        List<Edge> edges) {

    static final String EXPECTED = "expected NAME or OWNER/NAME";

    /** Reads {@code key: value}, where the key is the repository unless the value names it. */
    static RepositoryEntry keyed(YamlValue.MappingEntry entry, GroupScope where) {
        return entry.value() instanceof YamlValue.Mapping mapping
                ? GraphKeyword.REPOSITORY
                        .first(mapping)
                        .map(name -> of(name(name), mapping, where, Stream.of(entry.key())))
                        .orElseGet(() -> of(entry.key(), mapping, where, Stream.empty()))
                : bare(entry.key(), where);
    }

    /** Reads an item of a list: a name, a mapping that names its repository, or a single key with its mapping. */
    static RepositoryEntry item(YamlValue item, GroupScope where) {
        return switch (item) {
            case YamlValue.Text name -> bare(name, where);
            case YamlValue.Mapping mapping -> item(mapping, where);
            case YamlValue.Nothing nothing -> throw unexpected(nothing);
            case YamlValue.Sequence nested -> throw unexpected(nested);
        };
    }

    /** Whether it only repeats, inside a group, a name that may be described elsewhere. */
    boolean mayRefer() {
        return bare && where.isGroup();
    }

    private static RepositoryEntry item(YamlValue.Mapping mapping, GroupScope where) {
        return GraphKeyword.REPOSITORY
                .first(mapping)
                .or(() -> GraphKeyword.NAME.first(mapping))
                .map(name -> of(name(name), mapping, where, Stream.empty()))
                .orElseGet(() -> keyed(onlyEntry(mapping), where));
    }

    /** {@code - ops-db: {depends_on: [...]}}, and {@code - ops-db:} with nothing after it. */
    private static YamlValue.MappingEntry onlyEntry(YamlValue.Mapping mapping) {
        if (mapping.entries().size() == 1) {
            YamlValue.MappingEntry entry = mapping.entries().getFirst();
            boolean holdsText = entry.value() instanceof YamlValue.Text || entry.value() instanceof YamlValue.Sequence;
            if (!holdsText && !GraphKeyword.isAny(entry.key())) {
                return entry;
            }
        }
        throw GraphException.at(
                mapping.place(),
                "a repository is a mapping that does not say which; expected one of repo, repository, github,"
                        + " full_name or name in it");
    }

    private static RepositoryEntry of(
            YamlValue.Text name, YamlValue.Mapping mapping, GroupScope where, Stream<YamlValue.Text> otherNames) {
        return new RepositoryEntry(
                name,
                where,
                false,
                Stream.of(otherNames, GraphKeyword.ID.texts(mapping), GraphKeyword.NAME.texts(mapping))
                        .flatMap(names -> names)
                        .toList(),
                GraphKeyword.MEMBER_OF
                        .values(mapping)
                        .flatMap(RepositoryEntry::groupNames)
                        .toList(),
                Edge.of(mapping));
    }

    private static RepositoryEntry bare(YamlValue.Text name, GroupScope where) {
        return new RepositoryEntry(name, where, true, List.of(), List.of(), List.of());
    }

    private static Stream<YamlValue.Text> groupNames(YamlValue value) {
        Stream<YamlValue> values =
                value instanceof YamlValue.Sequence items ? items.values().stream() : Stream.of(value);
        return values.filter(YamlValue.Text.class::isInstance).map(YamlValue.Text.class::cast);
    }

    private static YamlValue.Text name(YamlValue value) {
        if (value instanceof YamlValue.Text text) {
            return text;
        }
        throw unexpected(value);
    }

    private static GraphException unexpected(YamlValue value) {
        return GraphException.at(value.place(), "a repository is " + value.described() + "; " + EXPECTED);
    }
}
