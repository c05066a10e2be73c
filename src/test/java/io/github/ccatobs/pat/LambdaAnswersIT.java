package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two functions of {@code function.zip} answer by themselves, the API and the rotation: each is started once for all tests, as
 * Lambda keeps a function for the next events. None of these events makes it ask GitHub.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaAnswersIT {

    private AwsFixture aws;
    private LambdaFunction function;
    private ApiFunctionCalls api;
    private LambdaFunction rotate;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        aws = new AwsFixture(directory, 3);
        function = aws.function("api");
        api = new ApiFunctionCalls(function);
        rotate = aws.function("rotate");
    }

    @AfterAll
    void asksGitHubNothingAndLeavesNoSecret() throws Exception {
        try {
            assertThat(aws.gitHub.requests()).isEmpty();
            SecretForms.assertNone(
                    aws.everythingWritten() + aws.everythingStored(),
                    List.of(
                            AwsFixture.NEW,
                            AwsFixture.OLD,
                            AwsFixture.WEBHOOK,
                            AwsFixture.SECRET_KEY,
                            AwsFixture.SESSION_TOKEN,
                            HttpEvents.BEARER));
        } finally {
            aws.close();
        }
    }

    @Test
    void beginsARotationThatTheStateMachineRuns() throws Exception {
        var begun = api.answer("POST", "/rotations", HttpEvents.post("/rotations", "{\"stage\":\"AWSCURRENT\"}"));
        assertThat(begun.path("statusCode").asInt()).isEqualTo(202);
        var rotation = HttpEvents.parse(begun.path("body").asText());
        String id = rotation.path("id").asText();
        assertThat(rotation.path("startedBy").asText()).isEqualTo("arn:aws:iam::111122223333:user/ann");
        assertThat(begun.path("headers").path("location").asText()).isEqualTo("/rotations/" + id);
        aws.aws.verify(
                1,
                postRequestedFor(urlPathEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("AWSStepFunctions.StartExecution"))
                        .withRequestBody(matchingJsonPath("$.stateMachineArn", equalTo(AwsFixture.MACHINE)))
                        .withRequestBody(matchingJsonPath("$.name", equalTo(id)))
                        .withRequestBody(matchingJsonPath("$.input", equalTo("{\"rotationId\":\"" + id + "\"}"))));
        assertThat(function.err()).contains("\"message\":\"rotation " + id + " was requested by 'arn:aws:iam::");

        String shown = "/rotations/" + id;
        assertThat(api.answer("GET", shown, HttpEvents.get(shown))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
        assertThat(aws.gitHub.requests()).isEmpty();
        function.printCost("api");
    }

    @Test
    void answersAsServeDoes() throws Exception {
        assertThat(api.status("GET", "/nothing", HttpEvents.get("/nothing"))).isEqualTo(404);
        assertThat(api.status("GET", "/openapi.json", HttpEvents.get("/openapi.json")))
                .isEqualTo(200);
        assertThat(api.status("GET", "/audits/latest", HttpEvents.get("/audits/latest")))
                .isEqualTo(404);
        assertThat(api.status("POST", "/rotations", HttpEvents.post("/rotations", " ".repeat(16 * 1024 + 1))))
                .isEqualTo(400);
        assertThat(api.status("POST", "/rotations", HttpEvents.post("/rotations", "{\"stage\":")))
                .isEqualTo(400);
        var pasted = api.answer(
                "POST", "/rotations", HttpEvents.post("/rotations", "{\"token\":\"" + AwsFixture.NEW + "\"}"));
        assertThat(pasted.path("statusCode").asInt()).isEqualTo(400);
        assertThat(pasted.toString()).doesNotContain(AwsFixture.NEW);

        assertThat(api.status("POST", "/rotations", encoded("{\"stage\":[]}"))).isEqualTo(400);
        assertThat(api.status("POST", "/rotations", notEncoded("%%%"))).isEqualTo(400);
        assertThat(api.status("POST", "/audits", HttpEvents.post("/audits", "")))
                .isEqualTo(202);
        aws.aws.verify(
                1,
                postRequestedFor(urlPathEqualTo("/2015-03-31/functions/ccat-pat-audit/invocations"))
                        .withHeader("X-Amz-Invocation-Type", equalTo("Event")));
    }

    @Test
    void letsNobodyInWhomTheAuthorizerDidNot() throws Exception {
        for (String authorizer : List.of(
                "null",
                "{}",
                "{\"iam\":null}",
                "{\"iam\":{}}",
                "{\"iam\":{\"userArn\":\"\"}}",
                "{\"jwt\":{\"claims\":{}}}",
                "{\"jwt\":{\"claims\":null}}",
                "{\"lambda\":{\"sub\":\"somebody else\"}}")) {
            for (String path : List.of("/rotations", "/openapi.json", "/nothing")) {
                assertThat(api.status("POST", path, authorized("POST", path, authorizer)))
                        .as(authorizer)
                        .isEqualTo(401);
            }
        }
        assertThat(function.invoke("{}").body()).contains("\"statusCode\":401");
        assertThat(api.status(
                        "GET",
                        "/rotations",
                        authorized("GET", "/rotations", jwt("repo:mallory/x:ref:refs/heads/main"))))
                .isEqualTo(403);
        assertThat(api.status("GET", "/rotations", authorized("GET", "/rotations", jwt("somebody else"))))
                .isEqualTo(200);
    }

    @Test
    void saysWhatAnEventLacks() throws Exception {
        assertThat(rotate.invoke("{\"rotationId\":\"../../x\"}").body())
                .contains("invalid rotation ID '../../x'; expected e.g.");
        assertThat(rotate.invoke("{\"rotationId\":\"20261123-084512-k3f9\"}").body())
                .contains("there is no rotation 20261123-084512-k3f9");
        assertThat(rotate.invoke("null").body()).contains("the event is null: expected an object");
        assertThat(rotate.invoke("{\"versionId\":\"short\"}").body())
                .contains("the version is 'short': expected 32 to 64");
        assertThat(rotate.invoke("{\"stage\":\"" + AwsFixture.NEW + "\"}").body())
                .contains("the event contains what looks like a token")
                .doesNotContain(AwsFixture.NEW);
        assertThat(aws.gitHub.requests()).isEmpty();
    }

    private static String encoded(String body) {
        return notEncoded(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String notEncoded(String body) {
        return HttpEvents.event("POST", "/rotations", Map.of("body", body))
                .put("isBase64Encoded", true)
                .toString();
    }

    private static String authorized(String method, String path, String authorizer) {
        var event = HttpEvents.event(method, path, Map.of("body", "{}"));
        HttpEvents.context(event).set("authorizer", HttpEvents.parse(authorizer));
        return event.toString();
    }

    private static String jwt(String subject) {
        return "{\"jwt\":{\"claims\":{\"sub\":\"%s\",\"iss\":\"https://idp/\",\"exp\":\"1\"},\"scopes\":null}}"
                .formatted(subject);
    }
}
