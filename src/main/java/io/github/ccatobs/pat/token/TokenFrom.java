package io.github.ccatobs.pat.token;

/** What {@code --token-from} names. */
public sealed interface TokenFrom {

    /** A hidden prompt; one line of stdin when there is no terminal. */
    record Prompt() implements TokenFrom {}

    /** One line of stdin. */
    record Stdin() implements TokenFrom {}

    /** AWS Secrets Manager. */
    record SecretsManager(TokenVersion.Staged version) implements TokenFrom {}

    /**
     * Reads {@code prompt}, {@code stdin} or {@code secretsmanager[:STAGE]}.
     *
     * @throws IllegalArgumentException saying what was expected; what came is not repeated, because people paste the
     *     token there
     */
    static TokenFrom parse(String text) {
        return switch (text) {
            case "prompt" -> new Prompt();
            case "stdin" -> new Stdin();
            case "secretsmanager" -> new SecretsManager(TokenVersion.CURRENT);
            default -> {
                if (!text.startsWith("secretsmanager:")) {
                    throw unlike();
                }
                yield secretsManager(text.substring("secretsmanager:".length()));
            }
        };
    }

    private static TokenFrom secretsManager(String stage) {
        try {
            return new SecretsManager(new TokenVersion.Staged(stage));
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
