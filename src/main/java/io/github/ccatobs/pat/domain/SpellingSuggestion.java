package io.github.ccatobs.pat.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant: a few letters lost, doubled, changed or swapped, or the rest left off. */
public final class SpellingSuggestion {

    private static final int LETTERS_FOR_EACH_MISTAKE = 3;
    private static final int SHORTEST_START = 2;

    private SpellingSuggestion() {}

    /** The nearest of {@code words} to {@code typed}; empty when none is near. */
    public static Optional<String> to(String typed, Collection<String> words) {
        String small = typed.toLowerCase(Locale.ROOT);
        int most = Math.max(1, small.replace("-", "").length() / LETTERS_FOR_EACH_MISTAKE);
        return words.stream()
                .filter(word -> EditDistance.between(small, word) <= most)
                .min(Comparator.comparingInt(word -> EditDistance.between(small, word)))
                .or(() -> words.stream()
                        .filter(word -> small.replace("-", "").length() >= SHORTEST_START && word.startsWith(small))
                        .findFirst());
    }
}
