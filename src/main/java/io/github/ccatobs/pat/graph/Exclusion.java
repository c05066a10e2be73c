package io.github.ccatobs.pat.graph;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words by which a file leaves out a repository or a group: {@code enabled: false}, {@code disabled: true}, {@code
 * archived: true}, {@code secret: false} and their like.
 *
 * @param place of the word
 * @param reason the word and its value, e.g. {@code 'enabled' is false}
 */
record Exclusion(SourceLocation place, String reason) {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    /** The first such words in {@code mapping}. */
    static Optional<Exclusion> in(YamlValue.Mapping mapping) {
        mapping.entries().stream()
                .filter(entry -> GraphKeyword.isAny(entry.key(), GraphKeyword.ENABLED, GraphKeyword.DISABLED))
                .forEach(Exclusion::checkThatItIsTrueOrFalse);
        return mapping.entries().stream().flatMap(Exclusion::of).findFirst();
    }

    /** Whether there are such words in {@code mapping}, whatever it is. */
    static boolean isIn(YamlValue.Mapping mapping) {
        return mapping.entries().stream().flatMap(Exclusion::of).findAny().isPresent();
    }

    private static Stream<Exclusion> of(YamlValue.MappingEntry entry) {
        boolean excludes = GraphKeyword.isAny(entry.key(), GraphKeyword.ENABLED, GraphKeyword.SECRET)
                ? isOneOf(FALSE, entry.value())
                : GraphKeyword.isAny(entry.key(), GraphKeyword.DISABLED, GraphKeyword.SKIPPED)
                        && isOneOf(TRUE, entry.value());
        return excludes && entry.value() instanceof YamlValue.Text value
                ? Stream.of(new Exclusion(entry.key().place(), entry.key().quoted() + " is " + value.text()))
                : Stream.empty();
    }

    /** A guess could send the secret where it must not be. */
    private static void checkThatItIsTrueOrFalse(YamlValue.MappingEntry entry) {
        if (!(entry.value() instanceof YamlValue.Nothing)
                && !isOneOf(TRUE, entry.value())
                && !isOneOf(FALSE, entry.value())) {
            throw GraphException.at(
                    entry.value().place(),
                    "the value of " + entry.key().quoted() + " is "
                            + entry.value().described() + "; expected true or false");
        }
    }

    private static boolean isOneOf(Set<String> words, YamlValue value) {
        return value instanceof YamlValue.Text text
                && words.contains(text.text().toLowerCase(Locale.ROOT));
    }
}
