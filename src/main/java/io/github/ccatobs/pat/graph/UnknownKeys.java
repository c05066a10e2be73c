package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SpellingSuggestion;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys in repositories' own mappings that mean nothing to us: each once, with the nearest that does. */
final class UnknownKeys {

    /** As people write them; what means something else than these is never a misspelling of them. */
    private static final List<String> KNOWN = List.of(
            "repo",
            "repository",
            "github",
            "full_name",
            "url",
            "git",
            "organization",
            "owner",
            "name",
            "id",
            "group",
            "depends_on",
            "dependencies",
            "upstream",
            "needs",
            "downstream",
            "triggers",
            "cross_group_trigger",
            "enabled",
            "disabled",
            "archived",
            "secret",
            "active",
            "skip",
            "ignore",
            "exclude");

    /** At most one letter in three of a known key may differ, as in {@code dependon} for {@code dependson}. */
    private static final int SHARE_OF_A_WORD = 3;

    private static final int MOST_MISTAKES = 2;

    private UnknownKeys() {}

    /** The keys of {@code repository}, the mapping of one, that are not read. */
    static List<YamlValue.Text> in(YamlValue.Mapping repository) {
        return repository.entries().stream()
                .map(YamlValue.MappingEntry::key)
                .filter(key -> !GraphKeyword.isKnown(key) && !RepositoryDetector.isSetting(key))
                .toList();
    }

    /** A warning for each word among {@code keys}, at the first place where it stands. */
    static List<GraphWarning> warnings(Stream<YamlValue.Text> keys) {
        Map<String, List<YamlValue.Text>> places =
                keys.collect(Collectors.groupingBy(YamlValue.Text::text, LinkedHashMap::new, Collectors.toList()));
        return places.values().stream().map(UnknownKeys::warning).toList();
    }

    private static GraphWarning warning(List<YamlValue.Text> places) {
        YamlValue.Text first = places.getFirst();
        int others = places.size() - 1;
        String more = others == 0 ? "" : ", here and in " + Plurals.of(others, "more place", "more places");
        String nearest = nearest(first.text())
                .map(known -> "; the nearest known key is '" + known + "'")
                .orElse("");
        return new GraphWarning(first.place(), first.quoted() + " of a repository is not read" + more + nearest);
    }

    private static Optional<String> nearest(String key) {
        return KNOWN.stream()
                .filter(known -> distance(key, known) <= Math.min(MOST_MISTAKES, known.length() / SHARE_OF_A_WORD))
                .min(Comparator.comparingInt(known -> distance(key, known)));
    }

    private static int distance(String key, String known) {
        return SpellingSuggestion.distance(GraphKeyword.plain(key), GraphKeyword.plain(known));
    }
}
