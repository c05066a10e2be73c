package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.DisplayWidth;

/** A text in a table, printable, and the sequence that colours it where colours are shown; none when empty. */
record TableCell(String text, String colour) {

    private static final String PLAIN = "\u001b[0m";

    TableCell {
        text = PrintableText.of(text);
    }

    TableCell(String text) {
        this(text, "");
    }

    int width() {
        return DisplayWidth.of(text);
    }

    /** With spaces up to {@code width}. */
    String padded(int width, boolean inColour) {
        String shown = inColour && !colour.isEmpty() ? colour + text + PLAIN : text;
        return shown + " ".repeat(width - width());
    }
}
