package io.github.ccatobs.pat.graph;

import java.util.Comparator;

/**
 * Where something stands in a graph file. It prints as editors and compilers do: {@code FILE:LINE:COLUMN}.
 *
 * @param origin the file as the operator named it
 * @param line counted from 1
 * @param column counted from 1, in characters (code points)
 */
public record SourceLocation(String origin, int line, int column) implements Comparable<SourceLocation> {

    private static final Comparator<SourceLocation> READING_ORDER = Comparator.comparing(SourceLocation::origin)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    /**
     * Checks that lines and columns count from 1.
     *
     * @throws IllegalArgumentException when they do not
     */
    public SourceLocation {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "line and column count from 1, but came as line " + line + ", column " + column);
        }
    }

    @Override
    public int compareTo(SourceLocation other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return origin + ":" + line + ":" + column;
    }
}
