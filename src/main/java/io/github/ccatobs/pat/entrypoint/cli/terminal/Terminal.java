package io.github.ccatobs.pat.entrypoint.cli.terminal;

import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.ShellWords;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a command listens and speaks and what it finds around it. Text is UTF-8 whatever the locale says, because the
 * table's frame and marks are.
 *
 * @param in answers, and the token when it is piped in
 * @param out results
 * @param err talk, questions and progress
 * @param terminals those of the three behind which there is a person
 * @param environment the environment variables
 * @param controlling where a person can be asked
 * @param size its width
 * @param command what was typed to call us: {@code ./ccat}, or {@code ccat} where that is on the PATH
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Set<Channel> terminals,
        Map<String, String> environment,
        ControllingTerminal controlling,
        WindowSize size,
        String command) {

    /** The streams that the launcher found to be terminals, e.g. {@code in,out,err}. Java itself cannot tell. */
    private static final String TERMINALS = "ccat.terminals";

    /** The width that the launcher measured. */
    private static final String COLUMNS = "ccat.columns";

    /** How the launcher was called. */
    private static final String COMMAND = "ccat.command";

    private static final String OUR_NAME = "ccat";

    /** One of a process's three standard streams. */
    public enum Channel {
        IN,
        OUT,
        ERR
    }

    /** Copies, and lets nothing but {@link SafePrintStream} write. */
    public Terminal {
        terminals = Set.copyOf(terminals);
        boolean isWorkflow = isWorkflow(environment);
        out = new SafePrintStream(out, terminals.contains(Channel.OUT) ? size::columns : () -> 0, command, isWorkflow);
        err = new SafePrintStream(err, terminals.contains(Channel.ERR) ? size::columns : () -> 0, command, isWorkflow);
    }

    /** One without a controlling terminal. */
    public Terminal(
            InputStream in, PrintStream out, PrintStream err, Set<Channel> terminals, Map<String, String> environment) {
        this(in, out, err, terminals, environment, ControllingTerminal.none(), new WindowSize(0), OUR_NAME);
    }

    /** The terminal of this process, whose results go to {@code results}. */
    public static Terminal ofProcess(OutputStream results) {
        return new Terminal(
                System.in,
                utf8(results),
                utf8(new FileOutputStream(FileDescriptor.err)),
                channels(System.getProperty(TERMINALS, "")),
                System.getenv(),
                new TerminalDevice(Path.of("/dev/tty")),
                new WindowSize(System.getenv(), System.getProperty(COLUMNS, "")),
                ShellWords.quote(System.getProperty(COMMAND, OUR_NAME)));
    }

    /** The variable's value; empty when it is not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Prints a JSON document as a result. */
    public void document(String json) {
        String printable = PrintableText.ofJson(json);
        out.print((isWorkflow() ? printable.replace("##[", "##\\u005b") : printable) + "\n");
    }

    /**
     * Whether the runner of GitHub Actions reads what is printed.
     *
     * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/variables">Default variables</a>
     */
    public boolean isWorkflow() {
        return isWorkflow(environment);
    }

    private static boolean isWorkflow(Map<String, String> environment) {
        return "true".equals(environment.get("GITHUB_ACTIONS"));
    }

    /** Writes {@code line}, a command for the runner, to stderr, which it reads as well as stdout. */
    public void workflowCommand(String line) {
        if (isWorkflow() && err instanceof SafePrintStream stream) {
            stream.printCommand(line);
        }
    }

    /** Whether a person reads the results. */
    public boolean outIsTerminal() {
        return terminals.contains(Channel.OUT);
    }

    /** How many columns a line of results may have; 0 for any number, also where no terminal shows them. */
    public int outWidth() {
        return outIsTerminal() ? size.columns() : 0;
    }

    /** The same of the talk. */
    public int errWidth() {
        return errIsTerminal() ? size.columns() : 0;
    }

    /** Whether a person reads the talk. */
    public boolean errIsTerminal() {
        return terminals.contains(Channel.ERR);
    }

    /**
     * Checks that a question before {@code step} can be asked, or is answered by {@code yes}; it is for the time before a token
     * is asked for and anything is contacted.
     *
     * @throws IllegalArgumentException when neither is so
     */
    public void requireConfirmable(boolean yes, String step) {
        if (!yes && !controlling.exists()) {
            throw new IllegalArgumentException(
                    "--yes is needed where nobody can be asked: there is no terminal to ask on before " + step);
        }
    }

    /**
     * Asks on the controlling terminal, where {@code plan} is repeated when stderr leads elsewhere, and
     * takes {@code y} or {@code yes} for agreement, and not anything else or the end of input.
     */
    public boolean agrees(List<String> plan, String question) {
        err.flush();
        String shown = errIsTerminal() ? question : String.join("\n", plan) + "\n" + question;
        return controlling
                .ask(shown)
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(Set.of("y", "yes")::contains)
                .isPresent();
    }

    /** Whether results may be coloured: on a terminal that can, unless {@code NO_COLOR} is set to anything. */
    public boolean allowsColour() {
        return outIsTerminal()
                && variable("NO_COLOR").filter(text -> !text.isEmpty()).isEmpty()
                && !variable("TERM").equals(Optional.of("dumb"));
    }

    private static Set<Channel> channels(String words) {
        return Arrays.stream(Channel.values())
                .filter(channel ->
                        Arrays.asList(words.split(",")).contains(channel.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
