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
                .filter(word -> distance(small, word) <= most)
                .min(Comparator.comparingInt(word -> distance(small, word)))
                .or(() -> words.stream()
                        .filter(word -> small.replace("-", "").length() >= SHORTEST_START && word.startsWith(small))
                        .findFirst());
    }

    /**
     * How many letters must be added, dropped, changed or swapped with the next one to make {@code to} of {@code from}
     * (optimal string alignment).
     */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = beforeLast;
        for (int i = 0; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                row[j] = i == 0 ? j : Math.min(last[j] + 1, row[j - 1] + 1);
                if (i > 0) {
                    boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
                    row[j] = Math.min(row[j], last[j - 1] + (isSame ? 0 : 1));
                }
                if (i > 1 && j > 1 && isSwapped(from, to, i, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }

    private static boolean isSwapped(String from, String to, int i, int j) {
        return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
