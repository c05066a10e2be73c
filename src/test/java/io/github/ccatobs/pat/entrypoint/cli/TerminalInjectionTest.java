package io.github.ccatobs.pat.entrypoint.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.aws.TestSecretsManager;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.slack.TestSlack;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command, while every field of every answer of GitHub, Slack and AWS, the graph and the arguments try to write to the terminal. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class TerminalInjectionTest {

    /** ESC, BEL, CR, LF, DEL, C1, overrides, isolates, zero-width characters and separators. */
    private static final String HOSTILE =
            "\u001b[2J\u001b]0;x\u0007\r\nFORGED\u0000\u0008\u007f\u009b31m\u0085\u202e\u2066\u200b\u200d\ufeff\u2028\u2029";

    /** As it stands in JSON, each character escaped; the sandbox sends it on as it is. */
    private static final String IN_JSON =
            HOSTILE.chars().mapToObj("\\u%04x"::formatted).reduce("", String::concat);

    /** Characters that an answer's header can carry. */
    private static final String IN_HEADER = "required; url=https://evil.example/\u009b31m\u007f";

    private static final String HUGE = "x".repeat(200_000);

    /** In the place of Slack and of AWS. */
    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Inject
    TestCommands testCommands;

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 2).onATerminal();
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    record Attack(String path, int status, String body) {}

    static Stream<List<Attack>> attacks() {
        return Stream.of(
                List.of(new Attack("/user", 200, "{\"login\":\"%1$s\",\"type\":\"%1$s\"}")),
                List.of(new Attack("/user", 403, "{\"message\":\"%1$s\",\"documentation_url\":\"%1$s\"}")),
                List.of(new Attack("/repos/.*", 403, "{\"message\":\"Must have admin rights %1$s\"}")),
                List.of(new Attack("/repos/.*", 404, "%1$s")),
                List.of(new Attack("/repos/.*", 422, "{\"message\":\"%1$s\"}")),
                List.of(new Attack("/repos/.*", 409, "{\"message\":\"%1$s\"}")),
                List.of(new Attack("/repos/.*", 301, "{\"message\":\"%1$s\",\"url\":\"%1$s\"}")),
                List.of(
                        new Attack(
                                "/repos/.*/secrets",
                                200,
                                "{\"total_count\":1,\"secrets\":[{\"name\":\"%1$s\",\"created_at\":\"%1$s\",\"updated_at\":\"%1$s\"}]}")),
                List.of(new Attack(
                        "/repos/.*/secrets",
                        200,
                        "{\"total_count\":1,\"secrets\":[{\"name\":\"A\",\"updated_at\":\"%1$s\"}],\"%1$s\":1}")),
                List.of(
                        new Attack("/repos/.*/secrets", 404, "{\"message\":\"%1$s\"}"),
                        new Attack(
                                "/repos/[^/]+/[^/]+",
                                200,
                                "{\"full_name\":\"x/%1$s\",\"archived\":true,\"disabled\":\"%1$s\"}")),
                List.of(new Attack(
                        "/graphql",
                        200,
                        "{\"data\":{\"r0\":null,\"%1$s\":{\"nameWithOwner\":\"%1$s\"}},\"errors\":[{\"type\":\"%1$s\","
                                + "\"path\":[\"%1$s\"],\"message\":\"%1$s\"}]}")),
                List.of(new Attack("/orgs/.*", 403, "{\"message\":\"%1$s\"}")),
                List.of(new Attack("/repos/.*", 429, "{\"message\":\"%1$s\"}")),
                List.of(new Attack("/repos/.*/public-key", 200, "{\"key_id\":\"%1$s\",\"key\":\"%1$s\"}")),
                List.of(new Attack(".*", 200, "<html>%1$s</html>")));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void noAnswerReachesTheTerminalRaw(List<Attack> attacks) {
        attacks.forEach(attack -> LocalGitHub.gitHub()
                .onRequest(".*", attack.path())
                .answers(
                        attack.status(),
                        Map.of(
                                "x-github-sso",
                                IN_HEADER,
                                "location",
                                "https://evil.example/\u009b31m",
                                "date",
                                IN_HEADER,
                                "retry-after",
                                IN_HEADER,
                                "x-ratelimit-reset",
                                IN_HEADER,
                                "x-ratelimit-remaining",
                                IN_HEADER,
                                "github-authentication-token-expiration",
                                IN_HEADER,
                                "link",
                                "<https://evil.example/\u009b31m>; rel=\"next\""),
                        attack.body().formatted(IN_JSON)));
        everyCommand().forEach(this::seeNoControls);
    }

    /** Names that people choose on GitHub, in what audits and the gate of the old token show. */
    @Test
    void noNameOfAnEnvironmentOrARunReachesTheTerminalRaw() {
        fixture.run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin", "--yes"));
        var gitHub = LocalGitHub.gitHub();
        gitHub.onRequest("POST", "/graphql").answers(404, "{}");
        gitHub.onRequest("GET", "/repos/.*/environments")
                .answers(200, "{\"total_count\":1,\"environments\":[{\"name\":\"" + IN_JSON + "\"}]}");
        gitHub.onRequest("GET", "/repos/.*/environments/.*/secrets")
                .answers(
                        200,
                        "{\"total_count\":1,\"secrets\":[{\"name\":\"" + fixture.secret
                                + "\",\"updated_at\":\"2020-01-01T00:00:00Z\"}]}");
        gitHub.onRequest("GET", "/repos/.*/actions/runs")
                .answers(
                        200,
                        "{\"total_count\":1,\"workflow_runs\":[{\"id\":1,\"run_number\":1,\"name\":\"%1$s\",\"status\":\"%1$s\",\"display_title\":\"%1$s\",\"created_at\":\"2020-01-01T00:00:00Z\"}]}"
                                .formatted(IN_JSON));

        assertThat(seeNoControls(fixture.newToken, fixture.onThis("audit", "--wait", "0s")))
                .contains("environment-secret");
        assertThat(seeNoControls(fixture.oldToken, fixture.onThis("retire", "--token-from", "stdin")))
                .contains("the secret of its environment", "run 1, begun");
        List.of("markdown", "csv", "json")
                .forEach(format -> seeNoControls("report", "--secret", fixture.secret, "--format", format));
    }

    private List<String[]> everyCommand() {
        return List.of(
                fixture.onThis("status", "--wait", "0s"),
                fixture.onThis("status", "--wait", "0s", "--json"),
                fixture.onThis("audit", "--wait", "0s"),
                fixture.onThis("audit", "--wait", "0s", "--json"),
                fixture.onThis("check", "--token-from", "stdin"),
                fixture.onThis("check", "--token-from", "stdin", "--json"),
                fixture.onThis("rotate", "--token-from", "stdin", "--dry-run"),
                fixture.onThis("rotate", "--token-from", "stdin", "--dry-run", "--json"),
                fixture.onThis("rotate", "--token-from", "stdin", "--yes", "--continue-on-error", "--force"),
                fixture.onThis("rotate", "--token-from", "stdin", "--yes", "--json"),
                new String[] {"rotations"},
                new String[] {"rotations", "--json"},
                new String[] {"serve", "--check"},
                new String[] {"graph", "--graph", fixture.graph().toString()},
                new String[] {"graph", "--graph", fixture.graph().toString(), "--json"},
                new String[] {"graph", "--graph", fixture.graph().toString(), "--dot"},
                new String[] {"audits"},
                new String[] {"audits", "--json"},
                new String[] {"renew", "--graph", fixture.graph().toString()},
                fixture.onThis("retire", "--token-from", "stdin", "--unknown-token"),
                fixture.onThis("retire", "--token-from", "stdin", "--json"),
                new String[] {"report", "--secret", fixture.secret, "--format", "markdown"});
    }

    @Test
    void noGraphReachesTheTerminalRaw() {
        fixture.write("\"" + IN_JSON + "\":\n  x: 1\nrepos:\n  \"ccatobs/" + IN_JSON + "\": {\"" + IN_JSON
                + "\": 1}\n  \"" + fixture.names().get(1) + "\":\n    depends_on: [\"" + IN_JSON + "\"]\n");
        everyCommand().forEach(this::seeNoControls);
    }

    @Test
    void noArgumentReachesTheTerminalRaw() {
        for (String[] words : everyCommand()) {
            seeNoControls(Stream.concat(Stream.of(words), Stream.of(HOSTILE)).toArray(String[]::new));
            seeNoControls(
                    Stream.concat(Stream.of(words), Stream.of("--" + HOSTILE)).toArray(String[]::new));
            seeNoControls(Stream.concat(Stream.of(words), Stream.of("--repo", "a/" + HOSTILE))
                    .toArray(String[]::new));
        }
        seeNoControls("status", "--graph", "./" + HOSTILE.replace("\u0000", ""));
        seeNoControls("status", "--graph", "github:" + HOSTILE);
        seeNoControls("status", "--secret", HOSTILE);
        seeNoControls("status", "--wait", HOSTILE);
        seeNoControls("rotations", HOSTILE);
        seeNoControls("slack", "--preview", HOSTILE);
        seeNoControls("rotate", "--token-from", HOSTILE);
        seeNoControls("demo", HOSTILE);
        seeNoControls("demo", "--keep", "--" + HOSTILE);
        seeNoControls("serve", HOSTILE);
        seeNoControls(HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 403, 404, 410, 429, 500})
    void noAnswerOfSlackReachesTheTerminalRaw(int status, @TempDir Path directory) {
        var reader = TestSecretReader.ofSecrets(id -> SecretValue.of(id));
        fixture = new CliFixture(
                testCommands.with(
                        reader,
                        TestCredentials.ofEnvironment(),
                        TestSlack.at(SERVICE.baseUrl() + "/services/T00/B00/x")),
                directory,
                2);
        for (String body : List.of(HOSTILE, HUGE, "<html>" + HOSTILE)) {
            SERVICE.stubFor(any(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(status)
                            .withHeader("Retry-After", "1\u009b31m")
                            .withHeader("Location", "https://evil.example/")
                            .withBody(body)));
            seeNoControls("slack", "--send", "findings");
        }
        assertThat(SERVICE.getAllServeEvents()).isNotEmpty();
    }

    static Stream<ResponseDefinitionBuilder> answersOfAws() {
        var error = "{\"__type\":\"%1$s\",\"code\":\"%1$s\",\"message\":\"%1$s\",\"Message\":\"%1$s\"}";
        var secret = "{\"ARN\":\"%1$s\",\"Name\":\"%1$s\",\"VersionId\":\"%2$s\",\"SecretString\":\"%1$s\"}";
        return Stream.concat(
                Stream.of(IN_JSON, HUGE)
                        .flatMap(text -> Stream.of(
                                aResponse().withStatus(400).withBody(error.formatted(text)),
                                aResponse()
                                        .withStatus(500)
                                        .withHeader("x-amzn-errortype", "A\u009b31m")
                                        .withBody(error.formatted(text)),
                                aResponse().withBody(secret.formatted(text, text)),
                                aResponse().withBody(secret.formatted(text, "0".repeat(32))))),
                Stream.of(
                        aResponse().withBody(HOSTILE),
                        aResponse().withStatus(403).withBody("<html>" + HOSTILE)));
    }

    @ParameterizedTest
    @MethodSource("answersOfAws")
    void noAnswerOfAwsReachesTheTerminalRaw(ResponseDefinitionBuilder answer, @TempDir Path directory) {
        SERVICE.stubFor(any(anyUrl()).willReturn(answer));
        var reader = TestSecretsManager.at(SERVICE.baseUrl());
        for (boolean hasCredential : List.of(true, false)) {
            var writer = TestSecretsManager.writerAt(SERVICE.baseUrl());
            fixture = new CliFixture(testCommands.with(reader, TestCredentials.none(reader), writer), directory, 2);
            fixture.withVariable("GITHUB_TOKEN", hasCredential ? fixture.oldToken : "");
            seeNoControls(fixture.onThis("status", "--wait", "0s"));
            seeNoControls(fixture.onThis("audit", "--wait", "0s"));
            seeNoControls(fixture.onThis("audit", "--wait", "0s", "--json"));
            seeNoControls(fixture.onThis("check", "--token-from", "secretsmanager"));
            seeNoControls(fixture.onThis("check", "--token-from", "secretsmanager", "--json"));
            seeNoControls(fixture.onThis("rotate", "--token-from", "secretsmanager:AWSPENDING", "--yes"));
            seeNoControls(fixture.onThis("store-token", "--stage", "AWSPENDING", "--yes"));
        }
        assertThat(SERVICE.getAllServeEvents()).isNotEmpty();
    }

    @Test
    void theDemoPrintsNoControls() {
        seeNoControls("demo");
    }

    private void seeNoControls(String... words) {
        var unused = seeNoControls(fixture.newToken, words);
    }

    private String seeNoControls(String token, String[] words) {
        var ran = fixture.run(token + "\n", words);
        String said =
                (ran.out() + ran.err()).replaceAll("\u001b\\[(?:0|3[123])m", "").replaceAll("\r\u001b\\[K", "");
        assertThat(said)
                .as(String.join(" ", words))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]")
                .doesNotContainPattern("(?m)^FORGED")
                .hasSizeLessThan(20_000);
        return said;
    }
}
