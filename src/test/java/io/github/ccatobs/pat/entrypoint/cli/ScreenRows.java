package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.terminal.DisplayWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a terminal of some width shows after an output: it begins a new row where one is full, as terminals do, and
 * obeys line ends, carriage returns, "clear to the end of the line" and colours.
 */
final class ScreenRows {

    private final int columns;
    private final List<String> rows = new ArrayList<>(List.of(""));
    private final List<String> wrapped = new ArrayList<>();
    private String row = "";
    private boolean isAtStart = true;

    ScreenRows(int columns, String output) {
        this.columns = columns;
        for (int index = 0; index < output.length(); ) {
            index += show(output, index);
        }
    }

    /** Everything that is left to see. */
    List<String> all() {
        return rows;
    }

    /** The rows that were too long, and so took another one. */
    List<String> wrapped() {
        return wrapped;
    }

    /** Obeys or shows what stands at {@code index}, and gives its length. */
    private int show(String output, int index) {
        if (output.startsWith("\u001b[K", index)) {
            keep(isAtStart ? "" : row);
            return "\u001b[K".length();
        }
        if (output.charAt(index) == '\u001b') {
            return output.indexOf('m', index) + 1 - index;
        }
        int character = output.codePointAt(index);
        String text = Character.toString(character);
        switch (character) {
            case '\n' -> {
                rows.add("");
                row = "";
                isAtStart = true;
            }
            case '\r' -> isAtStart = true;
            default -> {
                String before = isAtStart ? "" : row;
                if (DisplayWidth.of(before + text) > columns) {
                    wrapped.add(before);
                    rows.add("");
                    before = "";
                }
                keep(before + text);
                isAtStart = false;
            }
        }
        return text.length();
    }

    private void keep(String text) {
        row = text;
        rows.set(rows.size() - 1, text);
    }
}
