package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Breaks a line between words where a terminal ends. A command to be pasted into a shell stays one command: its lines end in a
 * backslash. A word that is longer than the terminal is broken too, but a URL stays whole.
 */
public final class LineWrapper {

    /** A line of a shell: indented, and beginning as those do that we print. */
    private static final Pattern COMMAND = Pattern.compile(
            " {2,}(?:[A-Z_0-9]+=\\S+ )*(?:\\S*ccat pat|'.*ccat' pat|curl|export|echo|unset|gh|aws|git) .*");

    private static final int HANGING = 2;
    private static final int NARROWEST = 20;

    private LineWrapper() {}

    /** The lines of {@code text} on a terminal of {@code width} columns; 0 is an unknown width, which breaks nothing. */
    public static List<String> wrap(String text, int width) {
        if (width < NARROWEST || DisplayWidth.of(text) <= width) {
            return List.of(text);
        }
        return COMMAND.matcher(text).matches() ? broken(text, width, " \\") : broken(text, width, "");
    }

    private static List<String> broken(String text, int width, String end) {
        String hanging = " ".repeat(indentOf(text) + HANGING);
        var lines = new ArrayList<String>();
        String rest = text.stripTrailing();
        while (DisplayWidth.of(rest) > width) {
            int fits = DisplayWidth.fitting(rest, width - end.length());
            int space = lastBreak(rest, fits, !end.isEmpty());
            if ((space < 0 || space > fits) && end.isEmpty() && !rest.contains("://")) {
                space = fits;
            } else if (space < 0) {
                break;
            }
            lines.add(rest.substring(0, space).stripTrailing() + end);
            rest = hanging + rest.substring(space).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** The last space among the first {@code fits} characters, else the first one after them; -1 for none. */
    private static int lastBreak(String text, int fits, boolean isCommand) {
        int found = -1;
        char quote = 0;
        for (int index = indentOf(text); index < text.length(); index++) {
            char character = text.charAt(index);
            if (isCommand && (character == '"' || character == '\'') && (quote == 0 || quote == character)) {
                quote = quote == 0 ? character : 0;
            } else if (character == ' ' && quote == 0) {
                if (index > fits) {
                    return found < 0 ? index : found;
                }
                found = index;
            }
        }
        return found;
    }

    private static int indentOf(String text) {
        int indent = 0;
        while (indent < text.length() && text.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
