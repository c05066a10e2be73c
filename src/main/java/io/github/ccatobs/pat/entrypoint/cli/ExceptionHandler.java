package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.FailureEffects;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SpellingSuggestion;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure becomes a sentence on stderr and an exit code. */
final class ExceptionHandler {

    /** The words of picocli's {@code help}. */
    private static final Pattern UNKNOWN_COMMAND_OF_HELP = Pattern.compile("(?s)Unknown subcommand '(.*)'\\.");

    private final Terminal terminal;

    ExceptionHandler(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The words on the command line are wrong. */
    int misuse(ParameterException failure, String[] words) {
        say(sentence(failure));
        String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        say("Try " + (help.startsWith("'") ? help : "'" + help + "'") + ".");
        return ExitCode.USAGE.code();
    }

    private static String sentence(ParameterException failure) {
        var command = failure.getCommandLine();
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            String words = String.valueOf(failure.getMessage());
            var unknown = UNKNOWN_COMMAND_OF_HELP.matcher(words);
            return unknown.matches()
                    ? "unknown command " + QuotedText.of(unknown.group(1)) + meant(command(unknown.group(1), command))
                    : words;
        }
        String word = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            String name = word.replaceFirst("=.*", "");
            return "unknown option " + QuotedText.of(name)
                    + meant(SpellingSuggestion.to(
                            name, command.getCommandSpec().optionsMap().keySet()));
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument " + QuotedText.of(word)
                : "unknown command " + QuotedText.of(word) + meant(command(word, command));
    }

    /** A command of {@code pat} is found without it too. */
    private static Optional<String> command(String word, CommandLine command) {
        var pat = command.getSubcommands().get("pat");
        return SpellingSuggestion.to(word, command.getSubcommands().keySet())
                .or(() -> pat == null
                        ? Optional.empty()
                        : SpellingSuggestion.to(word, pat.getSubcommands().keySet())
                                .map("ccat pat "::concat));
    }

    private static String meant(Optional<String> nearest) {
        return nearest.map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    /** The command could not do what it should. */
    int failure(Exception failure, CommandLine command, ParseResult words) {
        return FailureKind.of(failure)
                .map(kind -> report(command, FailureEffects.of(kind).exitCode(), sentence(failure)))
                .orElseGet(() -> defect(failure));
    }

    /** A rejected credential concerns every call, not the one that found it out. */
    private static String sentence(Exception failure) {
        return failure instanceof GitHubException.CredentialRejectedException rejected
                ? rejected.why()
                : String.valueOf(failure.getMessage());
    }

    private int report(CommandLine command, ExitCode code, String message) {
        say(message);
        if (command.getCommand() instanceof StatusCommand || command.getCommand() instanceof AuditCommand) {
            WorkflowReport.failed(terminal, command.getCommandName(), TokenRedactor.of(message));
        }
        return code.code();
    }

    /**
     * A bug: the trace belongs into the report. Or the machine gave no memory or threads. Both are "could not tell", never
     * "done".
     */
    int defect(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            say(outOfResources(failure));
            return ExitCode.UNKNOWN.code();
        }
        say("this is a defect in ccat-pat, please report it: " + failure);
        failure.printStackTrace(terminal.err());
        return ExitCode.UNKNOWN.code();
    }

    /** The message for a machine that gives too little memory or too few threads. */
    static String outOfResources(Throwable failure) {
        return "this machine gave too little memory, or allows too few threads (" + failure.getMessage()
                + "): raise the limit of the container, of ulimit or of -Xmx";
    }

    private void say(String sentence) {
        // Only our own lists have lines, and these are indented; another line end is escaped like any control
        // character.
        Stream.of(("ccat pat: " + TokenRedactor.of(sentence)).split("\n(?=  )")).forEach(terminal.err()::println);
    }
}
