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
                .filter(word -> mistakes(small, word) <= most)
                .min(Comparator.comparingInt(word -> mistakes(small, word)))
                .or(() -> words.stream()
                        .filter(word -> small.replace("-", "").length() >= SHORTEST_START && word.startsWith(small))
                        .findFirst());
    }

    /** How many letters have to be put in, taken out, changed or swapped with the next one. */
    private static int mistakes(String one, String other) {
        int[][] counts = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                counts[row][column] = row == 0 || column == 0 ? row + column : least(counts, one, other, row, column);
            }
        }
        return counts[one.length()][other.length()];
    }

    private static int least(int[][] counts, String one, String other, int row, int column) {
        boolean isSame = one.charAt(row - 1) == other.charAt(column - 1);
        int least = Math.min(
                counts[row - 1][column - 1] + (isSame ? 0 : 1),
                1 + Math.min(counts[row - 1][column], counts[row][column - 1]));
        boolean isSwapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return isSwapped ? Math.min(least, counts[row - 2][column - 2] + 1) : least;
    }
}
