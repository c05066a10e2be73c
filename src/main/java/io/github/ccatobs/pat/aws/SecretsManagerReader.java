package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.SecretReader;
import io.github.ccatobs.pat.domain.SecretValue;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * AWS Secrets Manager as a place for secrets other than the token. It names no class of the SDK itself, so that the
 * application can make it without loading any.
 */
@ApplicationScoped
class SecretsManagerReader implements SecretReader {

    @Override
    public SecretValue read(String id) {
        return new CurrentSecret(new SecretsManagerConnection(SecretsManagerConnection::open), id).read();
    }
}
