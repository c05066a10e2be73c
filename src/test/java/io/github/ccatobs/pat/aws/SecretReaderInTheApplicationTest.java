package io.github.ccatobs.pat.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The secret reader that the application has. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
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
