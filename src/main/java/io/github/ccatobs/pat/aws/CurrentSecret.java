package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.TokenInput;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One secret of AWS Secrets Manager in its current version, as text. */
final class CurrentSecret {

    private static final String CURRENT = "AWSCURRENT";

    private final SecretsManagerConnection connection;
    private final String id;

    CurrentSecret(SecretsManagerConnection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /**
     * Asks for it.
     *
     * @throws SecretUnavailableException when Secrets Manager does not give it, or it is no text
     */
    SecretValue read() {
        String name = "secret " + QuotedText.of(id) + " (" + CURRENT + ") in AWS Secrets Manager";
        String text = Optional.ofNullable(ask(name).secretString())
                .orElseThrow(() -> new SecretUnavailableException(
                        name + " is binary: expected text; store it with --secret-string"));
        try {
            return TokenInput.trimmed(text)
                    .orElseThrow(
                            () -> new SecretUnavailableException(name + " is empty: store a value, and try again"));
        } catch (IllegalArgumentException halfACharacter) {
            throw new SecretUnavailableException(name + " is not Unicode text: store it again");
        }
    }

    private GetSecretValueResponse ask(String name) {
        try {
            return connection.ask(GetSecretValueRequest.builder()
                    .secretId(id)
                    .versionStage(CURRENT)
                    .build());
        } catch (SdkException | UncheckedIOException failure) {
            throw new SecretUnavailableException(SecretsManagerErrors.explain(failure, name, "its name or ARN"));
        }
    }
}
