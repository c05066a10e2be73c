package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.Vault;
import jakarta.enterprise.context.ApplicationScoped;

/** The way to {@link SecretsManager} of a program that may never go it: nothing of AWS is loaded before the first read. */
@ApplicationScoped
class SecretsManagerSecrets implements Vault {

    @Override
    public SecretValue read(String id) {
        return new SecretsManager(new SecretsManagerConnection(SecretsManagerConnection::open)).read(id);
    }
}
