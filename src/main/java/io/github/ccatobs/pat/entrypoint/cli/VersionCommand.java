package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ccat pat version}: the same as {@code --version}. */
@Command(
        name = "version",
        description = "Prints the version.",
        footerHeading = "%nExamples:%n",
        footer = "  ccat pat version")
final class VersionCommand implements Runnable {

    /** The options that print the version, of each command. */
    private static final List<String> OPTIONS = List.of("-v", "-V", "--version");

    @Spec
    private @Nullable CommandSpec spec;

    /** Whether {@code words} ask for the version, of no command in particular, and for nothing else. */
    static boolean isAsked(String... words) {
        int first = words.length > 0 && words[0].equals("pat") ? 1 : 0;
        return words.length == first + 1 && (words[first].equals("version") || OPTIONS.contains(words[first]));
    }

    /** The options that print the version. */
    static String[] options() {
        return OPTIONS.toArray(String[]::new);
    }

    /** {@code ccat-pat 1.2.3}. */
    static String line(String version) {
        return "ccat-pat " + version;
    }

    /** Prints the line and gives the exit code. */
    static int print(PrintStream out, String version) {
        out.println(line(version));
        out.flush();
        return ExitCode.FINE.code();
    }

    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.printVersionHelp(command.getOut());
    }
}
