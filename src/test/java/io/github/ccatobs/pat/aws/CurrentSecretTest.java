package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class CurrentSecretTest {

    private static final String VALUE = "VALUEPIECES0123456789";
    private static final String NAME = "secret 'prod/slack' (AWSCURRENT) in AWS Secrets Manager";

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final CurrentSecret secret =
            new CurrentSecret(new SecretsManagerConnection(CurrentSecretTest::client), "prod/slack");

    @ParameterizedTest
    @CsvSource({"'', ''", "'\\n', ''", "'\\r\\n', ''", "'\\n\\n', '\n'"})
    void readsTheCurrentVersion(String ending, String left) {
        answer(okJson("{\"SecretString\":\"" + VALUE + ending + "\",\"VersionId\":\"" + "a".repeat(32) + "\"}"));

        assertThat(secret.read()).isEqualTo(SecretValue.of(VALUE + left));
        aws.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
                        .withRequestBody(equalToJson("""
                                {"SecretId": "prod/slack", "VersionStage": "AWSCURRENT"}""")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|is binary: expected text; store it with --secret-string",
                "{\"SecretBinary\":\"AAAA\"}|is binary: expected text; store it with --secret-string",
                "{\"SecretString\":\"\"}|is empty: store a value, and try again",
                "{\"SecretString\":\"\\r\\n\"}|is empty: store a value, and try again",
                "{\"SecretString\":\"VALUEPIECES\\ud83d\"}|is not Unicode text: store it again",
            })
    void refusesWhatIsNoText(String body, String message) {
        answer(okJson(body));

        assertThatThrownBy(() -> secret.read())
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessage(NAME + " " + message)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, 'there is no such secret or no such version in this account and region;"
                + " check its name or ARN, AWS_REGION and the account'",
        "400, ValidationException, 'Secrets Manager does not accept that name or version; check its name or ARN'",
        "400, AccessDeniedException, 'access denied; allow secretsmanager:GetSecretValue on the secret, and"
                + " kms:Decrypt on its key if that is one of your own'",
    })
    void saysInItsOwnWordsWhatWentWrong(int status, String code, String message) {
        answer(aResponse()
                .withStatus(status)
                .withBody("{\"__type\":\"%s\",\"Message\":\"you sent %s\"}".formatted(code, VALUE)));

        assertThatThrownBy(() -> secret.read())
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessage(NAME + ": " + message)
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void takesABrokenAnswerForNone(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThatThrownBy(() -> secret.read())
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessageStartingWith(NAME + ": ")
                .hasNoCause();
    }

    @Test
    void readsAnewEachTime() {
        answer(okJson("{\"SecretString\":\"first\"}"));
        assertThat(secret.read()).isEqualTo(SecretValue.of("first"));
        answer(okJson("{\"SecretString\":\"second\"}"));

        assertThat(secret.read()).isEqualTo(SecretValue.of("second"));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        aws.stubFor(post(anyUrl()).willReturn(response));
    }

    private static SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .endpointOverride(URI.create(aws.baseUrl()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
    }
}
