package io.github.ccatobs.pat.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The repository that an entry names.
 *
 * @param name an address, {@code OWNER/NAME} or a bare name, not yet checked
 * @param others the other texts of the entry that name the same repository
 * @param organization the owner of a bare name, if the entry says so
 * @param owner the owner of a bare name, or its maintainers, if the entry says so
 */
record EntryIdentity(
        YamlValue.Text name,
        List<YamlValue.Text> others,
        Optional<YamlValue.Text> organization,
        Optional<YamlValue.Text> owner) {

    static final String EXPECTED = "expected NAME, OWNER/NAME or an address such as https://HOST/OWNER/NAME";

    /** The identity that {@code name} gives by itself. */
    static EntryIdentity of(YamlValue.Text name) {
        return new EntryIdentity(name, List.of(), Optional.empty(), Optional.empty());
    }

    /** The identity that {@code mapping} gives with {@code repo}, {@code url} and the like; empty when it has no such key. */
    static Optional<EntryIdentity> in(YamlValue.Mapping mapping) {
        var names = new ArrayList<>(names(mapping).toList());
        return names.stream()
                .filter(EntryIdentity::saysOwner)
                .findFirst()
                .or(() -> names.stream().findFirst())
                .map(name -> {
                    names.remove(name);
                    return in(mapping, name, names);
                });
    }

    /** The identity of a repository that is called {@code name} and described by {@code mapping}. */
    static EntryIdentity in(YamlValue.Mapping mapping, YamlValue.Text name) {
        return in(mapping, name, List.of());
    }

    /** Whether {@code text} is an address or {@code OWNER/NAME}, rather than a bare name. */
    static boolean saysOwner(YamlValue.Text text) {
        return text.text().contains("/") || RepositoryAddress.isMeantBy(text.text());
    }

    private static EntryIdentity in(YamlValue.Mapping mapping, YamlValue.Text name, List<YamlValue.Text> others) {
        List<YamlValue.Mapping> nested = Stream.concat(
                        Stream.of(mapping),
                        GraphKeyword.REPOSITORY
                                .values(mapping)
                                .filter(YamlValue.Mapping.class::isInstance)
                                .map(YamlValue.Mapping.class::cast))
                .toList();
        return new EntryIdentity(
                name,
                List.copyOf(others),
                nested.stream().flatMap(GraphKeyword.ORGANIZATION::texts).findFirst(),
                nested.stream().flatMap(GraphKeyword.OWNER::texts).findFirst());
    }

    private static Stream<YamlValue.Text> names(YamlValue.Mapping mapping) {
        return Stream.concat(
                GraphKeyword.REPOSITORY.inOrder(mapping).flatMap(entry -> name(entry.value())),
                GraphKeyword.ADDRESS.inOrder(mapping).flatMap(EntryIdentity::address));
    }

    private static Stream<YamlValue.Text> name(YamlValue value) {
        return switch (value) {
            case YamlValue.Text text -> Stream.of(text);
            case YamlValue.Nothing nothing -> Stream.empty();
            case YamlValue.Mapping mapping -> nested(mapping);
            case YamlValue.Sequence items -> throw unexpected(items);
        };
    }

    /** {@code repository: {type: git, url: ...}} and {@code repo: {owner: acme, name: web}}. */
    private static Stream<YamlValue.Text> nested(YamlValue.Mapping mapping) {
        List<YamlValue.Text> names = Stream.concat(names(mapping), GraphKeyword.NAME.texts(mapping))
                .limit(1)
                .toList();
        if (names.isEmpty()) {
            throw unexpected(mapping);
        }
        return names.stream();
    }

    private static Stream<YamlValue.Text> address(YamlValue.MappingEntry entry) {
        if (entry.value() instanceof YamlValue.Text text && !saysOwner(text)) {
            if (entry.key().text().equalsIgnoreCase("git")) {
                return Stream.empty(); // git: true, git: main
            }
            throw GraphException.at(
                    text.place(), text.quoted() + " is not a repository's address; " + RepositoryAddress.EXPECTED);
        }
        return name(entry.value());
    }

    static GraphException unexpected(YamlValue value) {
        return GraphException.at(value.place(), "a repository is " + value.described() + "; " + EXPECTED);
    }
}
