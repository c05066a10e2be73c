package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table in a frame, as wide as its contents.
 *
 * @param narrowest how narrow each column may be
 */
record TextTable(List<String> headings, List<List<TableCell>> rows, List<Integer> narrowest) {

    /** Of each column beside its text: a space before and after, and the line. */
    private static final int AROUND = 3;

    TextTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        narrowest = List.copyOf(narrowest);
    }

    /** The same rows under other headings, of which as many count as there are columns. */
    TextTable with(List<String> others, List<Integer> narrow) {
        return new TextTable(others.subList(0, headings.size()), rows, narrow.subList(0, headings.size()));
    }

    TextTable without(int column) {
        return new TextTable(
                dropped(headings, column),
                rows.stream().map(row -> dropped(row, column)).toList(),
                dropped(narrowest, column));
    }

    /** With every text of {@code column} made shorter. */
    TextTable cut(int column, UnaryOperator<String> shorter) {
        return new TextTable(
                headings, rows.stream().map(row -> cut(row, column, shorter)).toList(), narrowest);
    }

    /** Whether it is at most {@code width} columns wide; any is with 0. */
    boolean fits(int width) {
        return width == 0 || width() <= width;
    }

    /** How wide the first column may be, so that it fits; less than 1 when the others alone do not. */
    int room(int width) {
        return width - width() + width(0);
    }

    /** Each line ended by a newline. */
    String draw(boolean inColour) {
        List<Integer> widths = columns().mapToObj(this::width).toList();
        List<TableCell> heading = headings.stream().map(TableCell::new).toList();
        return Stream.of(
                        Stream.of(frame(widths, "╭", "┬", "╮")),
                        Stream.of(line(heading, widths, inColour)),
                        Stream.of(frame(widths, "├", "┼", "┤")),
                        rows.stream().map(row -> line(row, widths, inColour)),
                        Stream.of(frame(widths, "╰", "┴", "╯")))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private int width() {
        return columns().map(this::width).map(width -> width + AROUND).sum() + 1;
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(narrowest.get(column), headings.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).width()))
                .max()
                .orElseThrow();
    }

    private IntStream columns() {
        return IntStream.range(0, headings.size());
    }

    private static String line(List<TableCell> cells, List<Integer> widths, boolean inColour) {
        return IntStream.range(0, widths.size())
                .mapToObj(column -> " " + cells.get(column).padded(widths.get(column), inColour) + " ")
                .collect(Collectors.joining("│", "│", "│"));
    }

    private static String frame(List<Integer> widths, String left, String middle, String right) {
        return widths.stream().map(width -> "─".repeat(width + 2)).collect(Collectors.joining(middle, left, right));
    }

    private static <T> List<T> dropped(List<T> all, int index) {
        return IntStream.range(0, all.size())
                .filter(other -> other != index)
                .mapToObj(all::get)
                .toList();
    }

    private static List<TableCell> cut(List<TableCell> row, int column, UnaryOperator<String> shorter) {
        return IntStream.range(0, row.size())
                .mapToObj(index -> index == column
                        ? new TableCell(
                                shorter.apply(row.get(index).text()),
                                row.get(index).colour())
                        : row.get(index))
                .toList();
    }
}
