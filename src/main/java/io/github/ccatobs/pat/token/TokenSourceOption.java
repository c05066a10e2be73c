package io.github.ccatobs.pat.token;

import java.util.Optional;

/** The values of {@code --token-from}. */
public sealed interface TokenSourceOption {

    /** A hidden prompt; one line of stdin when there is no terminal. */
    record FromPrompt() implements TokenSourceOption {}

    /** One line of stdin. */
    record FromStdin() implements TokenSourceOption {}

    /** AWS Secrets Manager. */
    record FromSecretsManager(TokenVersion.Staged version) implements TokenSourceOption {}

    /**
     * A command that prints the token.
     *
     * @param command its words; empty for that of {@code ccat.pat.token.exec}
     */
    record FromCommand(Optional<String> command) implements TokenSourceOption {}

    /**
     * Reads {@code prompt}, {@code stdin}, {@code secretsmanager[:STAGE]} or
     * {@code exec[:COMMAND]}.
     *
     * @throws IllegalArgumentException saying what was expected; what came is not repeated, because people paste the
     *     token there
     */
    static TokenSourceOption parse(String text) {
        return switch (text) {
            case "prompt" -> new FromPrompt();
            case "stdin" -> new FromStdin();
            case "secretsmanager" -> new FromSecretsManager(TokenVersion.CURRENT);
            case "exec" -> new FromCommand(Optional.empty());
            default -> {
                if (text.startsWith("exec:")) {
                    yield new FromCommand(Optional.of(text.substring("exec:".length())));
                }
                if (!text.startsWith("secretsmanager:")) {
                    throw unlike();
                }
                yield secretsManager(text.substring("secretsmanager:".length()));
            }
        };
    }

    private static TokenSourceOption secretsManager(String stage) {
        try {
            return new FromSecretsManager(new TokenVersion.Staged(stage));
        } catch (IllegalArgumentException e) {
            throw unlike();
        }
    }

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException("--token-from: expected prompt, stdin, secretsmanager[:STAGE] with a stage"
                + " such as AWSPENDING, or exec[:COMMAND]; never the token itself");
    }
}
