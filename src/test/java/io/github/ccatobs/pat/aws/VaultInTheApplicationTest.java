package io.github.ccatobs.pat.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.token.TokenSecretReader;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The vault that the application has. */
@QuarkusTest
class VaultInTheApplicationTest {

    @Inject
    TokenSecretReader vault;

    @Test
    void isSecretsManagerAndAsksForItsSettingFirst() {
        assertThatThrownBy(() -> vault.at(TokenVersion.CURRENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.token.secret-id is not set: expected the name or ARN of the secret in AWS Secrets"
                        + " Manager that holds the token");
    }
}
