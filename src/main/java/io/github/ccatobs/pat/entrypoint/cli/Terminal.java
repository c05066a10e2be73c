package io.github.ccatobs.pat.entrypoint.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command speaks and what it finds around it. Text is UTF-8 whatever the locale says, because the table's frame
 * and marks are.
 *
 * @param out results
 * @param err talk and progress
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 * @param environment the environment variables
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    /** What the launcher found to be terminals: the numbers of the file descriptors. Java itself cannot tell. */
    private static final String TERMINALS = "ccat.terminals";

    /** The terminal of this process. */
    static Terminal ofProcess() {
        String terminals = System.getProperty(TERMINALS, "");
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminals.contains("1"),
                terminals.contains("2"),
                System.getenv());
    }

    /** The variable's value; empty when it is not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Whether results may be coloured: on a terminal that can, unless {@code NO_COLOR} is set to anything. */
    boolean allowsColour() {
        return outIsTerminal
                && variable("NO_COLOR").filter(text -> !text.isEmpty()).isEmpty()
                && !variable("TERM").equals(Optional.of("dumb"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
