package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Reads secrets from AWS Secrets Manager: text, or one member of a JSON object. Binary secrets are refused, because
 * their bytes do not say how they became text. It asks by {@code GetSecretValue} alone, so that is the only permission
 * it needs, and opens a client for each question: there are two in a rotation.
 *
 * <p>Only {@link StoredSecret} and the nested class use the SDK, so that the application can make the bean without loading
 * it.
 */
@ApplicationScoped
class SecretsManagerReader implements SecretReader {

    private final TokenSettings settings;
    private final Supplier<SecretsManagerClient> opener;

    @Inject
    SecretsManagerReader(TokenSettings settings) {
        this(settings, StoredSecret::open);
    }

    SecretsManagerReader(TokenSettings settings, Supplier<SecretsManagerClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public SecretValue read(String id) {
        var wording = new StoredSecret.Wording(
                "its name or ARN",
                SecretUnavailableException::new,
                SecretUnavailableException::new,
                SecretUnavailableException::new);
        var secret = new StoredSecret(opener, id, TokenVersion.CURRENT, wording);
        return secret.value(secret.ask(), Optional.empty());
    }

    @Override
    public TokenSource at(TokenVersion version) {
        return new StoredToken(
                StoredSecret.ofToken(opener, settings, version),
                settings.jsonKey().filter(key -> !key.isEmpty()));
    }

    /** The token's secret. */
    private record StoredToken(StoredSecret secret, Optional<String> jsonKey) implements TokenSource {

        @Override
        public ReceivedToken receive() {
            var answer = secret.ask();
            return new ReceivedToken(
                    secret.value(answer, jsonKey),
                    secret.toString(),
                    Optional.of(secret.versionOf(answer)),
                    TokenVersion.label(secret.version()));
        }

        @Override
        public boolean confirm(ReceivedToken received) {
            String before = received.versionId()
                    .orElseThrow(() ->
                            new IllegalArgumentException("a token from " + received.origin() + " has no version"));
            return secret.version() instanceof TokenVersion.Numbered
                    || secret.versionOf(secret.ask()).equals(before);
        }
    }
}
