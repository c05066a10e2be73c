package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.ProcessLines;
import io.github.ccatobs.pat.TestJvm;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets Manager as the environment names it; the environment is that of a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the server of this class")
class SecretsManagerEnvironmentTest {

    private static final Map<String, String> KEYS =
            Map.of("AWS_ACCESS_KEY_ID", "id-of-nobody", "AWS_SECRET_ACCESS_KEY", "key-of-nobody");

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private Path home;

    @BeforeEach
    void moveIn(@TempDir Path empty) {
        home = empty;
    }

    @Test
    void takesRegionEndpointAndCredentialsFromTheEnvironment() throws Exception {
        aws.stubFor(post(anyUrl())
                .willReturn(okJson(
                        "{\"SecretString\":\"a-token\\n\",\"VersionId\":\"0123456789abcdef0123456789abcdef\"}")));

        assertThat(ask(KEYS, Map.of("AWS_REGION", "eu-west-3", "AWS_ENDPOINT_URL", aws.baseUrl())))
                .isEqualTo(Fingerprint.of(SecretValue.of("a-token")) + "\n");
        aws.verify(postRequestedFor(anyUrl())
                .withHeader("Authorization", containing("id-of-nobody/"))
                .withHeader("Authorization", containing("/eu-west-3/secretsmanager/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING", "AWS_DEFAULT_REGION"})
    void saysThatThereIsNoRegion(String variable) throws Exception {
        assertThat(ask(KEYS, Map.of(variable, "eu-west-3")))
                .isEqualTo("IllegalArgumentException: no AWS region: set AWS_REGION (AWS_DEFAULT_REGION alone is not"
                        + " read), or a region in the AWS profile\n");
    }

    @Test
    void saysThatThereAreNoCredentials() throws Exception {
        assertThat(ask(Map.of(), Map.of("AWS_REGION", "eu-west-3")))
                .isEqualTo("IllegalArgumentException: no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY, or run where a role is attached\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "http://", "ftp://127.0.0.1", "http://a b"})
    void saysThatTheEndpointIsNone(String url) throws Exception {
        assertThat(ask(KEYS, Map.of("AWS_REGION", "eu-west-3", "AWS_ENDPOINT_URL", url)))
                .contains("AWS_ENDPOINT_URL")
                .hasLineCount(1);
    }

    @Test
    void sendsNothingWhereNobodyListens() throws Exception {
        assertThat(ask(KEYS, Map.of("AWS_REGION", "eu-west-3", "AWS_ENDPOINT_URL", "http://127.0.0.1:1")))
                .isEqualTo(
                        "TokenSourceUnavailableException: secret 'prod/gh-pat' (AWSCURRENT) in AWS Secrets Manager: no usable"
                                + " answer from Secrets Manager; check the network, AWS_REGION and AWS_ENDPOINT_URL\n");
    }

    private String ask(Map<String, String> keys, Map<String, String> more) throws Exception {
        var builder = new ProcessBuilder(TestJvm.running(SecretReaderProgram.class, List.of("-Duser.home=" + home)))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(keys);
        builder.environment().putAll(more);
        var process = builder.start();
        try {
            return String.join(
                    "",
                    ProcessLines.of(process.getInputStream()).all().stream()
                            .map(line -> line + "\n")
                            .toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
