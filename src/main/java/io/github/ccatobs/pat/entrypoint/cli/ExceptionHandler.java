package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.seal.SealException;
import io.github.ccatobs.pat.token.TokenSourceException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure becomes a sentence on stderr and an exit code. */
final class ExceptionHandler {

    private final Terminal terminal;

    ExceptionHandler(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The words on the command line are wrong. */
    int misuse(ParameterException failure, String[] words) {
        say(sentence(failure));
        say("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = QuotedText.of(unmatched.getUnmatched().getFirst());
            return failure.getCommandLine().getSubcommands().isEmpty()
                    ? "unexpected argument " + word
                    : "unknown command " + word;
        }
        return String.valueOf(failure.getMessage());
    }

    /** The command could not do what it should. */
    int failure(Exception failure, CommandLine command, ParseResult words) {
        return switch (failure) {
            case IllegalArgumentException misuse -> tell(ExitCode.USAGE, String.valueOf(misuse.getMessage()));
            case GitHubException.CredentialRejectedException rejected -> tell(ExitCode.UNKNOWN, rejected.why());
            case GitHubException refused -> tell(ExitCode.UNKNOWN, String.valueOf(refused.getMessage()));
            case Notifier.NotificationFailedException e -> tell(ExitCode.UNKNOWN, String.valueOf(e.getMessage()));
            case SecretUnavailableException closed -> tell(ExitCode.UNKNOWN, String.valueOf(closed.getMessage()));
            case TokenSourceException.TokenSourceUnavailableException silent ->
                tell(ExitCode.UNKNOWN, String.valueOf(silent.getMessage()));
            case TokenSourceException.UnusableTokenException none ->
                tell(ExitCode.REFUSED, String.valueOf(none.getMessage()));
            case SealException unsealed -> tell(ExitCode.REFUSED, String.valueOf(unsealed.getMessage()));
            case RotationStore.LeaseHeldException held -> tell(ExitCode.REFUSED, String.valueOf(held.getMessage()));
            case RotationStore.LeaseLostException lost -> tell(ExitCode.REFUSED, String.valueOf(lost.getMessage()));
            case RotationStore.StoreUnavailableException closed ->
                tell(ExitCode.UNKNOWN, String.valueOf(closed.getMessage()));
            default -> defect(failure);
        };
    }

    private int tell(ExitCode code, String message) {
        say(message);
        return code.code();
    }

    /** A bug: the trace belongs into the report. It is "could not tell", never "done". */
    private int defect(Exception failure) {
        say("this is a defect in ccat-pat, please report it: " + failure);
        failure.printStackTrace(terminal.err());
        return ExitCode.UNKNOWN.code();
    }

    private void say(String sentence) {
        // Only our own lists have lines, and these are indented; another line end is escaped like any control
        // character.
        Stream.of(("ccat pat: " + TokenRedactor.of(sentence)).split("\n(?=  )")).forEach(terminal.err()::println);
    }
}
