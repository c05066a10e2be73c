package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One place where the file says "this repository".
 *
 * @param identity which one, as written
 * @param where the group it stands in, if any
 * @param bare whether there is nothing but the name, so that in a group it may as well mean a repository described
 *     elsewhere
 * @param otherNames what else the file may call it
 * @param memberOf the groups it says it is in
 * @param edges its dependencies
 * @param excluded the words that leave it out, if any
 * @param unread the keys of its own mapping that mean nothing to us
 */
record RepositoryEntry(
        EntryIdentity identity,
        GroupScope where,
        boolean bare,
        List<YamlValue.Text> otherNames,
        List<YamlValue.Text> memberOf,
        List<Edge> edges,
        Optional<Exclusion> excluded,
        List<YamlValue.Text> unread) {

    /** Reads {@code key: value}, where the key is the repository unless the value names it. */
    static RepositoryEntry keyed(YamlValue.MappingEntry entry, GroupScope where) {
        return switch (entry.value()) {
            case YamlValue.Mapping mapping ->
                EntryIdentity.in(mapping)
                        .map(identity -> of(identity, mapping, where, Stream.of(entry.key())))
                        .orElseGet(() -> of(EntryIdentity.in(mapping, entry.key()), mapping, where, Stream.empty()));
            case YamlValue.Text text
            when EntryIdentity.saysOwner(text) ->
                new RepositoryEntry(
                        EntryIdentity.of(text),
                        where,
                        false,
                        List.of(entry.key()),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of());
            default -> bare(entry.key(), where);
        };
    }

    /** Reads an item of a list: a name, a mapping that names its repository, or a single key with its mapping. */
    static RepositoryEntry item(YamlValue item, GroupScope where) {
        return switch (item) {
            case YamlValue.Text name -> bare(name, where);
            case YamlValue.Mapping mapping -> item(mapping, where);
            case YamlValue.Nothing nothing -> throw EntryIdentity.unexpected(nothing);
            case YamlValue.Sequence nested -> throw EntryIdentity.unexpected(nested);
        };
    }

    /** The text that names it. */
    YamlValue.Text name() {
        return identity.name();
    }

    /** Whether it only repeats, inside a group, a name that may be described elsewhere. */
    boolean mayRefer() {
        return bare && where.isGroup();
    }

    private static RepositoryEntry item(YamlValue.Mapping mapping, GroupScope where) {
        return EntryIdentity.in(mapping)
                .or(() -> GraphKeyword.NAME.first(mapping).map(name -> EntryIdentity.in(mapping, name(name))))
                .map(identity -> of(identity, mapping, where, Stream.empty()))
                .orElseGet(() -> keyed(onlyEntry(mapping), where));
    }

    /** {@code - ops-db: {depends_on: [...]}}, and {@code - ops-db:} with nothing after it. */
    private static YamlValue.MappingEntry onlyEntry(YamlValue.Mapping mapping) {
        if (mapping.entries().size() == 1) {
            YamlValue.MappingEntry entry = mapping.entries().getFirst();
            boolean holdsText = entry.value() instanceof YamlValue.Text || entry.value() instanceof YamlValue.Sequence;
            if (!holdsText && !GraphKeyword.isStructure(entry.key())) {
                return entry;
            }
        }
        throw GraphException.at(
                mapping.place(),
                "a repository is a mapping that does not say which; expected one of repo, repository, github,"
                        + " full_name, url or name in it");
    }

    private static RepositoryEntry of(
            EntryIdentity identity, YamlValue.Mapping mapping, GroupScope where, Stream<YamlValue.Text> otherNames) {
        return new RepositoryEntry(
                identity,
                where,
                false,
                Stream.of(otherNames, GraphKeyword.ID.texts(mapping), GraphKeyword.NAME.texts(mapping))
                        .flatMap(names -> names)
                        .toList(),
                GraphKeyword.MEMBER_OF
                        .values(mapping)
                        .flatMap(RepositoryEntry::groupNames)
                        .toList(),
                Edge.of(mapping),
                Exclusion.in(mapping),
                UnknownKeys.in(mapping));
    }

    private static RepositoryEntry bare(YamlValue.Text name, GroupScope where) {
        return new RepositoryEntry(
                EntryIdentity.of(name), where, true, List.of(), List.of(), List.of(), Optional.empty(), List.of());
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
        throw EntryIdentity.unexpected(value);
    }
}
