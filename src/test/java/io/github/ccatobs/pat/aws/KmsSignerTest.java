package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.TestApps;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Signatures by a stand-in for AWS KMS that has a key of its own and signs with one algorithm alone. */
class KmsSignerTest {

    private static final String KEY_ID =
            "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    private static final KeyPair KEY = TestApps.keys();
    private static final StandInKms KMS = new StandInKms(KEY_ID, KEY.getPrivate());

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(KMS))
            .build();

    private final KmsSigner signer = new KmsSigner(() -> KmsClient.builder()
            .endpointOverride(URI.create(aws.baseUrl()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(configuration ->
                    configuration.retryStrategy(RetryMode.STANDARD).retryStrategy(strategy -> strategy.maxAttempts(1)))
            .build());

    /** Where there is no region or no AWS credential no client can be opened; what signs is out of reach then. */
    @Test
    void saysWhatTheSettingsOfAwsLack() {
        var withoutClient = new KmsSigner(() -> {
            throw new IllegalArgumentException("no AWS region: set AWS_REGION");
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> withoutClient.sign(KEY_ID, new byte[1]))
                .withMessageStartingWith("key 'arn:aws:kms:")
                .withMessageEndingWith(" in AWS KMS: no AWS region: set AWS_REGION");
    }

    @BeforeEach
    void listen() {
        aws.stubFor(post("/").willReturn(aResponse().withTransformers(StandInKms.NAME)));
    }

    @Test
    void aLibraryVerifiesWhatKmsSigned() throws Exception {
        String message = encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"iss\":\"Iv23liTest\"}");

        byte[] signature = signer.sign(KEY_ID, message.getBytes(StandardCharsets.US_ASCII));

        var jwt = SignedJWT.parse(
                message + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) KEY.getPublic())))
                .isTrue();
        aws.verify(1, postRequestedFor(urlEqualTo("/")).withHeader("X-Amz-Target", equalTo("TrentService.Sign")));
    }

    @Test
    void theStandInRefusesOtherAlgorithmsAndKeys() throws Exception {
        var message =
                new ObjectMapper().createObjectNode().put("MessageType", "RAW").put("Message", new byte[] {1});
        assertThat(KMS.answer(message.deepCopy()
                                .put("KeyId", KEY_ID)
                                .put("SigningAlgorithm", "RSASSA_PKCS1_V1_5_SHA_256"))
                        .getStatus())
                .isEqualTo(200);
        assertThat(KMS.answer(message.deepCopy().put("KeyId", KEY_ID).put("SigningAlgorithm", "RSASSA_PSS_SHA_256"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(KMS.answer(message.deepCopy()
                                .put("KeyId", "alias/another")
                                .put("SigningAlgorithm", "RSASSA_PKCS1_V1_5_SHA_256"))
                        .getStatus())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | AccessDeniedException           | access denied; allow kms:Sign on the key
            400 | NotFoundException               | there is no such key in this account and region
            400 | InvalidKeyUsageException        | it cannot sign with RSASSA_PKCS1_V1_5_SHA_256
            400 | DisabledException               | it is disabled, marked for deletion
            400 | InvalidArnException             | KMS does not accept that key; check ccat.pat.github.app.kms-key-id
            400 | ValidationException             | KMS does not accept that key; check ccat.pat.github.app.kms-key-id
            400 | KMSInvalidStateException        | it is disabled, marked for deletion
            400 | UnrecognizedClientException     | AWS does not accept the AWS credentials
            400 | ThrottlingException             | KMS throttles requests
            500 | KMSInternalException            | KMS answered with an error (KMSInternalException)
            """)
    void saysWhatToDo(int status, String code, String expected) {
        aws.stubFor(post("/")
                .willReturn(aResponse()
                        .withStatus(status)
                        .withBody("{\"__type\":\"" + code + "\",\"message\":\"hunter2 of AWS\"}")));

        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> signer.sign(KEY_ID, new byte[] {1}))
                .withMessageStartingWith("key 'arn:aws:kms")
                .withMessageContaining("in AWS KMS: " + expected)
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
