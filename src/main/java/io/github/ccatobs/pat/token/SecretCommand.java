package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.token.CommandProcess.ProcessResult;
import io.github.ccatobs.pat.token.TokenSourceException.TokenSourceUnavailableException;
import io.github.ccatobs.pat.token.TokenSourceException.UnusableTokenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A command that prints a secret, e.g. of a password manager: started without a shell and with nothing on its standard
 * input, it has 30 seconds to print the secret alone on one line. It is not given our own credentials. Its lines on
 * standard error are passed on when it has ended, without secrets; the command itself is named by its first word alone.
 */
public final class SecretCommand implements TokenSource {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String EXPECTED = ": expected the token alone on one line of its standard output";

    private final List<String> argv;
    private final String source;
    private final Duration longest;
    private final Consumer<String> err;

    SecretCommand(List<String> argv, String source, Duration longest, Consumer<String> err) {
        this.argv = List.copyOf(argv);
        this.source = source;
        this.longest = longest;
        this.err = err;
    }

    /**
     * Reads the words of {@code command} as a shell does that expands nothing; starts nothing yet.
     *
     * @param source the option or setting it stands in, for messages
     * @param environment the variables of this process, which say where commands cannot run
     * @param err hears what the command says on standard error, a line at a time
     * @throws IllegalArgumentException when there is no command, its quotation marks do not match, or this is a function
     */
    public static SecretCommand parse(
            String command, String source, Function<String, Optional<String>> environment, Consumer<String> err) {
        if (environment.apply("AWS_LAMBDA_FUNCTION_NAME").isPresent()) {
            throw new IllegalArgumentException(source + " is set, but a function on AWS Lambda has no commands to run:"
                    + " name a secret of AWS Secrets Manager instead");
        }
        try {
            var argv = ShellWords.split(command);
            if (argv.isEmpty() || argv.getFirst().isEmpty()) {
                throw new IllegalArgumentException("it names no command");
            }
            if (command.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("it holds a null character");
            }
            return new SecretCommand(argv, source, LONGEST, err);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + " cannot be run: " + e.getMessage()
                    + "; expected a program and its arguments, as in: pass show ccat/gh-pat");
        }
    }

    /**
     * Runs the command, each time anew.
     *
     * @throws IllegalArgumentException when it cannot be started
     * @throws TokenSourceUnavailableException when it fails, or is not over in time
     * @throws UnusableTokenException when it prints something else than one line
     */
    @Override
    public ReceivedToken receive() {
        var result = run();
        byte[] out = result.out();
        try {
            rememberLines(out);
            passOn(result);
            return new ReceivedToken(judge(result), this.toString(), Optional.empty());
        } finally {
            Arrays.fill(out, (byte) 0);
        }
    }

    private ProcessResult run() {
        try {
            return CommandProcess.run(argv, longest);
        } catch (IOException e) {
            throw new IllegalArgumentException(this
                    + " cannot be started: expected a program on the PATH, or the path of a file that may be run; or there is no"
                    + " cat, through which its output is read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenSourceUnavailableException(this + " was interrupted");
        }
    }

    private SecretValue judge(ProcessResult result) {
        switch (result.cause()) {
            case TIMED_OUT ->
                throw new TokenSourceUnavailableException(this + " was not over after " + longest.toSeconds()
                        + " seconds and was ended; run it by hand to see what it waits for");
            case OUTPUT_HELD_OPEN ->
                throw new TokenSourceUnavailableException(this + " ended, but a process that it started still held its"
                        + " standard output open after " + longest.toSeconds()
                        + " seconds; let that one write elsewhere, e.g. to /dev/null");
            case OUTPUT_TOO_LARGE ->
                throw new UnusableTokenException(this + " printed more than 48 KB and was ended" + EXPECTED);
            case EXITED -> {
                // Judged below.
            }
        }
        if (result.exitCode() != 0) {
            throw new TokenSourceUnavailableException(
                    this + " failed with exit code " + result.exitCode() + "; run it by hand to see why");
        }
        var token = TokenInput.trimmed(result.out())
                .orElseThrow(() -> new UnusableTokenException(this + " printed nothing" + EXPECTED));
        if (!isOneLine(result.out())) {
            throw new UnusableTokenException(this + " printed more than one line" + EXPECTED);
        }
        return token;
    }

    private static boolean isOneLine(byte[] out) {
        int end = indexOf('\n', out, 0);
        return end == out.length || end == out.length - 1;
    }

    /** Each line may be a secret, whether or not it is the one that was wanted. */
    private static void rememberLines(byte[] out) {
        for (int from = 0; from < out.length; ) {
            int end = indexOf('\n', out, from);
            int last = end > from && out[end - 1] == '\r' ? end - 1 : end;
            byte[] line = Arrays.copyOfRange(out, from, last);
            KnownSecrets.remember(line);
            Arrays.fill(line, (byte) 0);
            from = end + 1;
        }
    }

    private static int indexOf(char wanted, byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private void passOn(ProcessResult result) {
        String said = new String(result.err(), StandardCharsets.UTF_8);
        // The end of what was cut off, or is not over, may be half a secret, which nothing recognises.
        String whole = result.isErrWhole() ? said : said.substring(0, said.lastIndexOf('\n') + 1);
        whole.lines()
                .filter(line -> !line.isBlank())
                .map(KnownSecrets::redact)
                .map(TokenRedactor::of)
                .map(PrintableText::of)
                .map(line -> name() + ": " + line)
                .forEach(err);
        if (result.isErrTooLarge()) {
            err.accept(name() + ": (more than 64 KB; the rest is left out)");
        }
    }

    private String name() {
        return QuotedText.of(TokenRedactor.of(argv.getFirst()));
    }

    /** The command, by its first word, and what names it. */
    @Override
    public String toString() {
        return "the command " + name() + " of " + source;
    }
}
