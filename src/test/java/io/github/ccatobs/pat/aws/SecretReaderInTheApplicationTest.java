package io.github.ccatobs.pat.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The secret reader that the application has. */
@QuarkusTest
class SecretReaderInTheApplicationTest {

    @Inject
    SecretReader secrets;

    @Test
    void isSecretsManagerAndAsksForItsSettingFirst() {
        assertThatThrownBy(() -> secrets.at(TokenVersion.CURRENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.token.secret-id is not set: expected the name or ARN of the secret in AWS Secrets"
                        + " Manager that holds the token");
    }
}
