package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.github.GitHubException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes a sentence on stderr and an exit code. */
final class Failures {

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The words on the command line are wrong. */
    int misuse(ParameterException failure, String[] words) {
        say(String.valueOf(failure.getMessage()));
        say("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    /** The command could not do what it should. */
    int failure(Exception failure, CommandLine command, ParseResult words) {
        return switch (failure) {
            case IllegalArgumentException misuse -> tell(ExitCode.USAGE, String.valueOf(misuse.getMessage()));
            case GitHubException.CredentialRejected rejected -> tell(ExitCode.UNKNOWN, rejected.why());
            case GitHubException refused -> tell(ExitCode.UNKNOWN, String.valueOf(refused.getMessage()));
            default -> defect(failure);
        };
    }

    private int tell(ExitCode code, String message) {
        say(message);
        return code.code();
    }

    /** A bug: its trace helps whoever reports it. It is "could not tell", never "done". */
    private int defect(Exception failure) {
        say("this is a defect in ccat-pat, please report it: " + failure);
        failure.printStackTrace(terminal.err());
        return ExitCode.UNKNOWN.code();
    }

    private void say(String sentence) {
        terminal.err().println("ccat pat: " + sentence);
    }
}
