package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.PromptTokenSource;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.cli.terminal.TerminalEcho;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceOption;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows where the words of {@code --token-from} lead. */
@ApplicationScoped
class TokenSources {

    private final SecretReader secretReader;
    private final TokenSettings settings;
    private final CredentialResolver credentials;

    TokenSources(SecretReader secretReader, TokenSettings settings, CredentialResolver credentials) {
        this.secretReader = secretReader;
        this.settings = settings;
        this.credentials = credentials;
    }

    /**
     * The source that {@code from} names; without one the prompt, or stdin when that is not a terminal. Nothing is
     * read yet.
     *
     * @throws IllegalArgumentException when there is no such source, or it is not configured
     */
    TokenSource source(Optional<String> from, SecretName secret, Terminal terminal) {
        return source(from, "new " + secret, secret + " token", terminal);
    }

    /** The same, with a line {@code above} the prompt where a person is asked. */
    TokenSource source(Optional<String> from, SecretName secret, Terminal terminal, Supplier<Optional<String>> above) {
        var source = source(from, secret, terminal);
        return source instanceof PromptTokenSource prompt && prompt.isTyped()
                ? () -> {
                    above.get().ifPresent(terminal.err()::println);
                    return source.receive();
                }
                : source;
    }

    /** The same for the token that is to be retired. */
    TokenSource oldToken(Optional<String> from, SecretName secret, Terminal terminal) {
        return source(from, "old " + secret, "the old " + secret + " token", terminal);
    }

    private TokenSource source(Optional<String> from, String expected, String prompt, Terminal terminal) {
        return switch (TokenSourceOption.parse(from.orElse("prompt"))) {
            case TokenSourceOption.FromPrompt typed -> typedOrPiped(expected, prompt, terminal);
            case TokenSourceOption.FromStdin stdin -> typedOrPiped(expected, prompt, terminal);
            case TokenSourceOption.FromSecretsManager(var version) -> secretReader.at(version);
            case TokenSourceOption.FromCommand(var given) ->
                given.map(command -> command(command, "--token-from", terminal))
                        .orElseGet(() -> command(configured(), "ccat.pat.token.exec", terminal));
        };
    }

    private String configured() {
        return settings.exec()
                .filter(command -> !command.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("--token-from exec: ccat.pat.token.exec is not set:"
                        + " expected the command that prints the token, there or after exec:"));
    }

    private TokenSource command(String command, String source, Terminal terminal) {
        return credentials.printedBy(command, source, terminal::variable, terminal.err()::println);
    }

    /** Also who says stdin and types there is not shown what is typed. */
    private static TokenSource typedOrPiped(String expected, String prompt, Terminal terminal) {
        return new PromptTokenSource(terminal.err(), terminal.in(), TerminalEcho.ofStandardInput(), expected, prompt);
    }
}
