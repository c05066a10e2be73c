package io.github.ccatobs.pat.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that mean something to us, each with all its spellings; case, {@code _} and {@code -} make no difference.
 */
enum GraphKeyword {
    /** Holds repositories. */
    REPOSITORIES("repos", "repositories", "nodes"),
    /** Holds groups, which hold repositories. */
    GROUPS("groups", "deploygroups"),
    /** Names the repository of a mapping; what stands first here goes first. */
    REPOSITORY("repo", "repository", "github", "fullname"),
    /** Names the repository of a list's item; a label anywhere else. */
    NAME("name"),
    /** Another name for the same thing. */
    ID("id"),
    /** The group a repository is in. */
    MEMBER_OF("group", "deploygroup", "groups", "deploygroups"),
    /** The repositories that this one depends on. */
    UPSTREAM("dependson", "dependencies", "upstream", "upstreams", "needs"),
    /** The repositories that depend on this one. */
    DOWNSTREAM("downstream", "downstreams", "triggers", "crossgrouptrigger", "crossgrouptriggers"),
    /** Dependencies apart from repositories, which are not read. */
    EDGES("edges"),
    /** Text about the file or the group as a whole. */
    LABEL("version", "name", "id", "description", "title", "comment", "schema", "$schema", "kind", "apiversion");

    @SuppressWarnings("ImmutableEnumChecker") // List.of, below, cannot be changed
    private final List<String> spellings;

    GraphKeyword(String... spellings) {
        this.spellings = List.of(spellings);
    }

    boolean means(YamlValue.Text key) {
        return spellings.contains(plain(key));
    }

    /** Whether {@code mapping} has such a key. */
    boolean isIn(YamlValue.Mapping mapping) {
        return values(mapping).findAny().isPresent();
    }

    /** The values of all such keys, in the order of the file. */
    Stream<YamlValue> values(YamlValue.Mapping mapping) {
        return mapping.entries().stream().filter(entry -> means(entry.key())).map(YamlValue.MappingEntry::value);
    }

    /** The first value that is there, in the order of the spellings above. */
    Optional<YamlValue> first(YamlValue.Mapping mapping) {
        return spellings.stream()
                .flatMap(spelling -> mapping.entries().stream()
                        .filter(entry -> plain(entry.key()).equals(spelling))
                        .map(YamlValue.MappingEntry::value))
                .filter(value -> !(value instanceof YamlValue.Nothing))
                .findFirst();
    }

    /** The values of all such keys that are text, in the order of the file. */
    Stream<YamlValue.Text> texts(YamlValue.Mapping mapping) {
        return values(mapping).filter(YamlValue.Text.class::isInstance).map(YamlValue.Text.class::cast);
    }

    /** Whether {@code key} is any of these words. */
    static boolean isAny(YamlValue.Text key) {
        return Arrays.stream(values()).anyMatch(keyword -> keyword.means(key));
    }

    private static String plain(YamlValue.Text key) {
        return key.text().toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
