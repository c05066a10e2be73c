package io.github.ccatobs.pat.token;

/** The values of {@code --token-from}. */
public sealed interface TokenSourceOption {

    /** A hidden prompt; one line of stdin when there is no terminal. */
    record FromPrompt() implements TokenSourceOption {}

    /** One line of stdin. */
    record FromStdin() implements TokenSourceOption {}

    /** AWS Secrets Manager. */
    record FromSecretsManager(TokenVersion.Staged version) implements TokenSourceOption {}

    /**
     * Reads {@code prompt}, {@code stdin} or {@code secretsmanager[:STAGE]}.
     *
     * @throws IllegalArgumentException saying what was expected; what came is not repeated, because people paste the
     *     token there
     */
    static TokenSourceOption parse(String text) {
        return switch (text) {
            case "prompt" -> new FromPrompt();
            case "stdin" -> new FromStdin();
            case "secretsmanager" -> new FromSecretsManager(TokenVersion.CURRENT);
            default -> {
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
        return new IllegalArgumentException(
                "--token-from: expected prompt, stdin or secretsmanager[:STAGE], with a stage"
                        + " such as AWSPENDING; never the token itself");
    }
}
