package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditLauncher;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The function audit, called over a real socket. */
class LambdaAuditLauncherTest {

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void doesNotWaitForTheAudit() {
        aws.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(202)));
        launch("ccat-pat-audit");

        aws.verify(
                1,
                postRequestedFor(urlPathEqualTo("/2015-03-31/functions/ccat-pat-audit/invocations"))
                        .withHeader("X-Amz-Invocation-Type", equalTo("Event"))
                        .withRequestBody(equalTo("{}")));
    }

    @Test
    void saysWhatMayBeWrong() {
        aws.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(403)
                        .withHeader("x-amzn-ErrorType", "AccessDeniedException")
                        .withBody("{\"Message\":\"words of AWS\"}")));

        assertThatThrownBy(() -> launch("ccat-pat-audit"))
                .isInstanceOf(AuditLauncher.AuditLauncherUnavailableException.class)
                .hasMessage(
                        "AWS Lambda did not take the audit (AccessDeniedException): check that lambda:InvokeFunction"
                                + " is allowed");
    }

    @Test
    void wantsToKnowWhichFunction() {
        assertThatThrownBy(() -> launch(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.aws.audit-function is not set: expected the name or ARN of the function audit");
    }

    private static void launch(String function) {
        new LambdaAuditLauncher(
                        Settings.of(AwsSettings.class, Map.of("ccat.pat.aws.audit-function", function)),
                        LambdaAuditLauncherTest::client)
                .launch();
    }

    private static LambdaClient client() {
        return LambdaClient.builder()
                .endpointOverride(URI.create(aws.baseUrl()))
                .region(Region.EU_WEST_3)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
