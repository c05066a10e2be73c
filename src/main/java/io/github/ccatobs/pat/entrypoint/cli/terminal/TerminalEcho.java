package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The echo of typed characters on the terminal at stdin. Switched by {@code stty}, because {@link java.io.Console} hides
 * nothing, or is not there at all, when stdout leads elsewhere, as in {@code ccat pat rotate --json | jq}.
 */
public final class TerminalEcho {

    /** The output of {@code stty -g}: the settings in one word. */
    private static final Pattern SETTINGS = Pattern.compile("[A-Za-z0-9:=_-]{1,500}");

    private final String settings;
    private final Thread atTheEnd = new Thread(this::restore, "restore-echo");

    private TerminalEcho(String settings) {
        this.settings = settings;
    }

    /**
     * The echo of stdin; empty when stdin is not a terminal.
     *
     * @throws IllegalArgumentException when it is one and there is no {@code stty}: a token must not be shown
     */
    public static Optional<TerminalEcho> ofStandardInput() {
        try {
            return stty("-g").filter(word -> SETTINGS.matcher(word).matches()).map(TerminalEcho::new);
        } catch (IOException e) {
            if (!isTerminal()) {
                return Optional.empty();
            }
            throw new IllegalArgumentException(
                    "there is no stty to hide the input: pipe the token in, or give --token-from secretsmanager", e);
        }
    }

    /**
     * Hides what is typed until {@link #show}, or until the process ends, by Ctrl-C too.
     *
     * @throws IllegalArgumentException when it cannot be hidden
     */
    void hide() throws IOException {
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        if (stty("-echo").isEmpty()) {
            throw new IllegalArgumentException(
                    "stty cannot hide the input: pipe the token in, or give --token-from secretsmanager");
        }
    }

    /** Makes the terminal as it was. */
    void show() throws IOException {
        stty(settings);
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ignored) {
            // The hook is running: it does what is needed.
        }
    }

    private void restore() {
        try {
            stty(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks the shell: {@code System.console()} is of no use, it also looks at stdout and on some JDKs is always there.
     */
    private static boolean isTerminal() {
        try {
            return run("sh", "-c", "test -t 0").isPresent();
        } catch (IOException ignored) {
            return false;
        }
    }

    private static Optional<String> stty(String argument) throws IOException {
        return run("stty", argument);
    }

    /** Runs it on our own stdin and gives what it prints; empty when it fails, as stty does without a terminal. */
    private static Optional<String> run(String... words) throws IOException {
        var process = new ProcessBuilder(words)
                .redirectInput(Redirect.INHERIT)
                .redirectError(Redirect.DISCARD)
                .start();
        try (var out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
