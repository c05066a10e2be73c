package io.github.ccatobs.pat.entrypoint.cli.terminal;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenInput;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the token from the user: typed or pasted at a prompt that shows nothing, or piped in. Input that
 * is too long or has several lines goes to the checks, cut where it is certain to be refused, for them to say so.
 */
public final class PromptTokenSource implements TokenSource {

    /** The largest secret and its line ending, and one byte more to tell that there was more. */
    private static final int MOST = 48 * 1024 + 3;

    /** A terminal cuts longer lines without a word: at 1024 bytes on macOS, at 4096 on Linux. */
    private static final int LONGEST_LINE = 1000;

    private final PrintStream err;
    private final InputStream in;
    private final Optional<TerminalEcho> terminalEcho;
    private final String expected;
    private final String prompt;

    /**
     * Reads {@code in} when asked.
     *
     * @param terminalEcho of the terminal that {@code in} is; empty when that is not a terminal
     * @param expected the token in the message when none was given, e.g. {@code new GH_PAT}
     * @param prompt the token in the prompt, e.g. {@code GH_PAT token}
     */
    public PromptTokenSource(
            PrintStream err, InputStream in, Optional<TerminalEcho> terminalEcho, String expected, String prompt) {
        this.err = err;
        this.in = in;
        this.terminalEcho = terminalEcho;
        this.expected = expected;
        this.prompt = prompt;
    }

    /** Whether a person is asked. */
    public boolean isTyped() {
        return terminalEcho.isPresent();
    }

    @Override
    public ReceivedToken receive() {
        try {
            return terminalEcho.isPresent()
                    ? received(prompt(terminalEcho.get()), "the prompt")
                    : received(read(false), "standard input");
        } catch (IOException e) {
            throw new TokenSourceException.TokenSourceUnavailableException(
                    "standard input cannot be read; give the token with --token-from, or type it at the prompt");
        }
    }

    private SecretValue prompt(TerminalEcho terminal) throws IOException {
        terminal.hide();
        try {
            err.print("Paste " + prompt + ": ");
            err.flush();
            var token = read(true);
            if (token.length() > LONGEST_LINE) {
                throw new IllegalArgumentException("the line has more than " + LONGEST_LINE
                        + " characters, and a terminal may cut it: pipe the token in, as in '... < FILE'");
            }
            return token;
        } finally {
            terminal.show();
            err.println();
        }
    }

    private static ReceivedToken received(SecretValue token, String origin) {
        return new ReceivedToken(token, origin, Optional.empty());
    }

    /** Reads one line, or all there is so that a second line is noticed. */
    private SecretValue read(boolean onlyALine) throws IOException {
        byte[] bytes = new byte[MOST];
        try {
            int length = 0;
            for (int next = in.read(); next >= 0 && length < MOST; next = in.read()) {
                bytes[length++] = (byte) next;
                if (next == '\n' && onlyALine) {
                    break;
                }
            }
            return token(bytes, length);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private SecretValue token(byte[] bytes, int length) {
        byte[] given = Arrays.copyOf(bytes, length);
        try {
            return TokenInput.trimmed(given)
                    .orElseThrow(() -> new IllegalArgumentException("no token given: expected the " + expected
                            + " on one line, at the prompt or on standard input"));
        } finally {
            Arrays.fill(given, (byte) 0);
        }
    }
}
