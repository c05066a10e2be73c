package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.function.Function;

/** Secrets and versions of the token as a test says. */
public record TestSecretReader(Function<String, SecretValue> secrets, Function<TokenVersion, TokenSource> tokens)
        implements SecretReader {

    /** Only the token is ever asked for. */
    public static SecretReader ofTokens(Function<TokenVersion, TokenSource> tokens) {
        return new TestSecretReader(
                id -> {
                    throw new IllegalStateException("nobody configured the secret " + id);
                },
                tokens);
    }

    /** The token is never asked for. */
    public static SecretReader ofSecrets(Function<String, SecretValue> secrets) {
        return new TestSecretReader(secrets, version -> {
            throw new AssertionError("the token is not asked for");
        });
    }

    @Override
    public SecretValue read(String id) {
        return secrets.apply(id);
    }

    @Override
    public TokenSource at(TokenVersion version) {
        return tokens.apply(version);
    }
}
