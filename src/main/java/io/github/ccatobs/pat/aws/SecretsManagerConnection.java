package io.github.ccatobs.pat.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One way to Secrets Manager, opened anew for each question: there are two in a rotation. */
final class SecretsManagerConnection {

    private final Supplier<SecretsManagerClient> opener;

    SecretsManagerConnection(Supplier<SecretsManagerClient> opener) {
        this.opener = opener;
    }

    /** Asks for one value; the SDK repeats what may be repeated. */
    GetSecretValueResponse ask(GetSecretValueRequest request) {
        try (var client = opener.get()) {
            return client.getSecretValue(request);
        }
    }

    /**
     * Opens it as the environment says.
     *
     * @throws IllegalArgumentException when there is no region or there are no credentials
     */
    static SecretsManagerClient open() {
        return AwsClients.open(SecretsManagerClient.builder());
    }
}
