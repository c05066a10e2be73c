package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.token.TokenSecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.VersionedTokenSource;
import jakarta.enterprise.context.ApplicationScoped;

/** The vault that the settings name, reached by AWS's usual chains for region, credentials and endpoint. */
@ApplicationScoped
class SecretsManagerVault implements TokenSecretReader {

    private final TokenSettings settings;

    SecretsManagerVault(TokenSettings settings) {
        this.settings = settings;
    }

    @Override
    public VersionedTokenSource at(TokenVersion version) {
        String secretId = settings.secretId()
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.token.secret-id is not set: expected the name or ARN of the secret in AWS Secrets"
                                + " Manager that holds the token"));
        return new SecretsManagerTokenSource(
                new SecretsManagerConnection(SecretsManagerConnection::open),
                secretId,
                settings.jsonKey().filter(key -> !key.isEmpty()),
                version);
    }
}
