package io.github.ccatobs.pat.entrypoint.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.entrypoint.api.JobLauncher;
import io.github.ccatobs.pat.rotation.RotationId;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Jobs on AWS, launched over a real socket. */
class AwsJobLauncherTest {

    private static final String MACHINE = "arn:aws:states:eu-west-3:123456789012:stateMachine:rotation";
    private static final String EXECUTION = "arn:aws:states:eu-west-3:123456789012:execution:rotation:";
    private static final String ID = "20261123-084512-k3f9";

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void doesNotWaitForTheAudit() {
        aws.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(202)));
        audit("ccat-pat-audit");

        aws.verify(
                1,
                postRequestedFor(urlPathEqualTo("/2015-03-31/functions/ccat-pat-audit/invocations"))
                        .withHeader("X-Amz-Invocation-Type", equalTo("Event"))
                        .withRequestBody(equalTo("{}")));
    }

    @Test
    void saysWhatMayBeWrongWithTheFunction() {
        aws.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(403)
                        .withHeader("x-amzn-ErrorType", "AccessDeniedException")
                        .withBody("{\"Message\":\"words of AWS\"}")));

        assertThatThrownBy(() -> audit("ccat-pat-audit"))
                .isInstanceOf(JobLauncher.JobUnavailableException.class)
                .hasMessage(
                        "AWS Lambda did not take the audit (AccessDeniedException): check that lambda:InvokeFunction"
                                + " is allowed");
    }

    @Test
    void wantsToKnowWhichFunctionAudits() {
        assertThatThrownBy(() -> audit(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.aws.audit-function is not set: expected the name or ARN of the function audit");
    }

    private static void audit(String function) {
        launcher("ccat.pat.aws.audit-function", function).audit();
    }

    @Test
    void namesTheExecutionAfterTheRotation() {
        aws.stubFor(asked("StartExecution").willReturn(okJson("{\"executionArn\":\"any\",\"startDate\":1.5}")));
        rotate(MACHINE);

        aws.verify(
                1,
                asking("StartExecution")
                        .withRequestBody(matchingJsonPath("$.stateMachineArn", equalTo(MACHINE)))
                        .withRequestBody(matchingJsonPath("$.name", equalTo(ID)))
                        .withRequestBody(matchingJsonPath("$.input", equalTo("{\"rotationId\":\"" + ID + "\"}"))));
        aws.verify(0, asking("DescribeExecution"));
    }

    @Test
    void leavesAnExecutionThatRunsAlone() {
        aws.stubFor(asked("StartExecution").willReturn(isThere()));
        aws.stubFor(asked("DescribeExecution").willReturn(okJson("{\"status\":\"RUNNING\",\"startDate\":1.5}")));
        rotate(MACHINE);

        aws.verify(1, asking("StartExecution"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
    void startsAnotherAfterEachThatHasEnded(String status) {
        aws.stubFor(asked("StartExecution").willReturn(isThere()));
        aws.stubFor(ended(status, ID, "1795447661.25"));
        aws.stubFor(ended(status, ID + "-1795447661250", "1795447999"));
        aws.stubFor(asked("StartExecution")
                .withRequestBody(matchingJsonPath("$.name", equalTo(ID + "-1795447999000")))
                .willReturn(okJson("{\"executionArn\":\"any\",\"startDate\":1.5}")));
        rotate(MACHINE);

        aws.verify(3, asking("StartExecution"));
        aws.verify(
                1,
                asking("StartExecution").withRequestBody(matchingJsonPath("$.name", equalTo(ID + "-1795447999000"))));
    }

    @Test
    void doesNotTryForEver() {
        aws.stubFor(asked("StartExecution").willReturn(isThere()));
        aws.stubFor(asked("DescribeExecution")
                .willReturn(okJson("{\"status\":\"FAILED\",\"startDate\":1.5,\"stopDate\":2.5}")));

        assertThatThrownBy(() -> rotate(MACHINE))
                .isInstanceOf(JobLauncher.JobUnavailableException.class)
                .hasMessageContaining("has been resumed 50 times");
    }

    @Test
    void saysWhatMayBeWrongAndNothingOfAwsButItsCode() {
        aws.stubFor(asked("StartExecution").willReturn(refusal("AccessDeniedException")));

        assertThatThrownBy(() -> rotate(MACHINE))
                .isInstanceOf(JobLauncher.JobUnavailableException.class)
                .hasMessage("rotation " + ID + " is recorded, but AWS Step Functions did not take it"
                        + " (AccessDeniedException): check that states:StartExecution and states:DescribeExecution are"
                        + " allowed, and ask again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rotation", "arn:aws:states:eu-west-3:123456789012:execution:a:b", "arn:aws:states:x:1:y"})
    void wantsTheArnOfAStateMachine(String arn) {
        assertThatThrownBy(() -> rotate(arn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "ccat.pat.aws.state-machine is not set, or not the ARN of a state machine: expected");
    }

    private static MappingBuilder asked(String operation) {
        return post("/").withHeader("X-Amz-Target", equalTo("AWSStepFunctions." + operation));
    }

    private static RequestPatternBuilder asking(String operation) {
        return postRequestedFor(urlEqualTo("/")).withHeader("X-Amz-Target", containing("." + operation));
    }

    private static MappingBuilder ended(String status, String name, String at) {
        return asked("DescribeExecution")
                .withRequestBody(matchingJsonPath("$.executionArn", equalTo(EXECUTION + name)))
                .willReturn(okJson("{\"status\":\"%s\",\"startDate\":1.5,\"stopDate\":%s}".formatted(status, at)));
    }

    private static ResponseDefinitionBuilder isThere() {
        return refusal("ExecutionAlreadyExists");
    }

    private static ResponseDefinitionBuilder refusal(String code) {
        return aResponse().withStatus(400).withBody("{\"__type\":\"" + code + "\",\"message\":\"words of AWS\"}");
    }

    private static void rotate(String machine) {
        launcher("ccat.pat.aws.state-machine", machine).rotate(new RotationId(ID));
    }

    private static AwsJobLauncher launcher(String key, String value) {
        return new AwsJobLauncher(
                Settings.of(AwsSettings.class, Map.of(key, value)),
                AwsJobLauncherTest::lambda,
                AwsJobLauncherTest::stepFunctions);
    }

    private static LambdaClient lambda() {
        return LambdaClient.builder()
                .endpointOverride(URI.create(aws.baseUrl()))
                .region(Region.EU_WEST_3)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static SfnClient stepFunctions() {
        return SfnClient.builder()
                .endpointOverride(URI.create(aws.baseUrl()))
                .region(Region.EU_WEST_3)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
