package io.github.ccatobs.pat.entrypoint.cli.terminal;

import io.github.ccatobs.pat.domain.PrintableText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standard stream that never passes on a control character from outside: {@link #println(String)} writes one line,
 * whatever its text holds, broken between words where the terminal ends, and names our command as it was typed; {@link #print(String)} also lets through line ends and the few sequences that we write
 * ourselves, those that colour and those that clear a line.
 */
final class SafePrintStream extends PrintStream {

    private static final String TAB = "    ";
    /** Line ends, colours and "clear this line" are kept, everything else between them is cleaned. */
    private static final Pattern OURS = Pattern.compile("\n|\u001b\\[(?:0|3[123])m|\r\u001b\\[K");

    private static final Pattern OUR_COMMAND = Pattern.compile("(?<![\\w./-])(?:\\./)?ccat pat(?= [a-z])");

    /** Commands that the runner of GitHub Actions obeys: at the beginning of a line and, in an older form, anywhere. */
    private static final Pattern WORKFLOW_COMMAND = Pattern.compile("(?m)^(\\h*):(?=:)|##\\[");

    private final IntSupplier width;
    private final String command;
    private final boolean isWorkflow;

    /** The same where no runner reads it. */
    SafePrintStream(OutputStream stream, IntSupplier width, String command) {
        this(stream, width, command, false);
    }

    /**
     * Writes to {@code stream}, a terminal of {@code width} columns or, with 0, anything; {@code command} calls us.
     *
     * @param isWorkflow whether it is read by the runner of GitHub Actions, which must not take text for its commands
     */
    SafePrintStream(OutputStream stream, IntSupplier width, String command, boolean isWorkflow) {
        super(stream, true, StandardCharsets.UTF_8);
        this.width = width;
        this.isWorkflow = isWorkflow;
        this.command = Matcher.quoteReplacement(command + " pat");
    }

    /** Writes each line and its end at once, so that no line of the log comes between them. */
    @Override
    public void println(String line) {
        String named = OUR_COMMAND.matcher(line.replace("\t", TAB)).replaceAll(command);
        LineWrapper.wrap(PrintableText.of(named), width.getAsInt()).forEach(one -> print(one + "\n"));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    @Override
    public void print(String text) {
        var ours = OURS.matcher(text);
        var safe = new StringBuilder();
        int from = 0;
        while (ours.find()) {
            safe.append(PrintableText.of(text.substring(from, ours.start()))).append(ours.group());
            from = ours.end();
        }
        safe.append(PrintableText.of(text.substring(from)));
        super.print(isWorkflow ? withoutCommands(safe) : safe.toString());
    }

    /** Writes {@code line}, which may be a command for the runner, as it is. */
    void printCommand(String line) {
        super.print(line + "\n");
    }

    private static String withoutCommands(CharSequence text) {
        return WORKFLOW_COMMAND
                .matcher(text)
                .replaceAll(found -> found.group().endsWith("[") ? "##\\\\u{5b}" : found.group(1) + "\\\\u{3a}");
    }
}
