package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.terminal.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows that a terminal of some width shows after an output: it begins a new row where one is full, as terminals do, writes
 * over what stands there already, and obeys line ends, carriage returns, "clear to the end of the line" and colours.
 */
public final class ScreenRows {

    private static final Pattern PART_OF_A_URL = Pattern.compile("[\\w%.,&=-]{60,}");

    private final int columns;
    private final List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    private final List<String> wrapped = new ArrayList<>();
    private int column;

    /** Shows {@code output} on a terminal of {@code columns}. */
    public ScreenRows(int columns, String output) {
        this.columns = columns;
        for (int index = 0; index < output.length(); ) {
            index += show(output, index);
        }
    }

    /** Everything that is left to see. */
    public List<String> all() {
        return rows.stream().map(ScreenRows::text).toList();
    }

    /** The rows that were too long, and so took another one. */
    public List<String> wrapped() {
        return wrapped;
    }

    /** Those without a part of a URL, which stays whole over the rows that it takes, so that it can be clicked on. */
    public List<String> wrappedWithoutUrl() {
        return wrapped.stream()
                .filter(row ->
                        !row.contains("https://") && !PART_OF_A_URL.matcher(row).matches())
                .toList();
    }

    /** Obeys or shows what stands at {@code index}, and gives its length. */
    private int show(String output, int index) {
        if (output.startsWith("\u001b[K", index)) {
            shorten(rows.getLast(), column);
            return "\u001b[K".length();
        }
        if (output.charAt(index) == '\u001b') {
            return output.indexOf('m', index) + 1 - index;
        }
        String character = Character.toString(output.codePointAt(index));
        switch (character) {
            case "\n" -> {
                rows.add(new ArrayList<>());
                column = 0;
            }
            case "\r" -> column = 0;
            default -> put(character, DisplayWidth.of(character));
        }
        return character.length();
    }

    private void put(String character, int width) {
        if (width == 0) {
            mark(character);
            return;
        }
        if (column + width > columns) {
            wrapped.add(text(rows.getLast()));
            rows.add(new ArrayList<>());
            column = 0;
        }
        List<String> row = rows.getLast();
        while (row.size() < column + width) {
            row.add("");
        }
        row.set(column, character);
        for (int cell = column + 1; cell < column + width; cell++) {
            row.set(cell, "");
        }
        column += width;
    }

    /** A mark stands in the cell of the character before it. */
    private void mark(String mark) {
        if (column > 0) {
            List<String> row = rows.getLast();
            row.set(column - 1, row.get(column - 1) + mark);
        }
    }

    private static void shorten(List<String> row, int length) {
        if (row.size() > length) {
            row.subList(length, row.size()).clear();
        }
    }

    private static String text(List<String> cells) {
        return String.join("", cells);
    }
}
