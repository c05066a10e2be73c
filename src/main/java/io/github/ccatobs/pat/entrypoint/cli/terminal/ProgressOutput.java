package io.github.ccatobs.pat.entrypoint.cli.terminal;

import io.github.ccatobs.pat.domain.PrintableText;

/**
 * How far something is, on stderr: on a terminal one line that is written over again and again, elsewhere a line for
 * each. On a terminal it is cut where the line ends, since what has flowed into the next line cannot be written over. Not safe for several threads: its owner takes care.
 */
public final class ProgressOutput {

    private static final String START_OF_LINE = "\r\u001b[K";

    /** Where the width is unknown, as most are at least. */
    private static final int USUAL = 80;

    private final Terminal terminal;
    private boolean visible;

    /** Shows lines on the stderr of {@code terminal}. */
    public ProgressOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Prints {@code line} of another's in place of the line that moves on {@code terminal}, if one does; the next one says that
     * again. All in one piece, because other threads may move it at any time.
     */
    public static void printInPlace(Terminal terminal, String line) {
        String start = terminal.errIsTerminal() ? START_OF_LINE : "";
        terminal.err()
                .print(start + String.join("\n", LineWrapper.wrap(PrintableText.of(line), terminal.errWidth())) + "\n");
    }

    /** Whether one line moves. */
    public boolean moves() {
        return terminal.errIsTerminal();
    }

    /** How many columns it may have; the last one stays free, because some terminals begin a new line after it. */
    public int width() {
        int width = terminal.errWidth();
        return (width == 0 ? USUAL : width) - 1;
    }

    /** Says {@code line}, on a terminal in place of the last one. */
    public void say(String line) {
        if (moves()) {
            if (!visible) {
                terminal.size().follow();
            }
            print(START_OF_LINE + DisplayWidth.cut(PrintableText.of(line), width()));
            visible = true;
        } else {
            terminal.err().println(line);
        }
    }

    /** Takes the line away, so that something else can be said there. */
    public void wipe() {
        if (visible) {
            print(START_OF_LINE);
            visible = false;
        }
    }

    private void print(String text) {
        terminal.err().print(text);
        terminal.err().flush();
    }
}
