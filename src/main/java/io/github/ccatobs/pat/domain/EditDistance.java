package io.github.ccatobs.pat.domain;

/** How far apart two spellings are, to suggest the right one. */
public final class EditDistance {

    private EditDistance() {}

    /**
     * How many letters must be added, dropped, changed or swapped with the next one to make {@code to} of {@code from}
     * (optimal string alignment).
     */
    public static int between(String from, String to) {
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
