package io.github.ccatobs.pat.entrypoint.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Secrets Manager with one secret, and a store of its own. */
public final class VaultFixture implements QuarkusTestResourceLifecycleManager {

    private static final WireMockServer AWS =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    private static final Path DIRECTORY = directory();

    @Override
    public Map<String, String> start() {
        AWS.start();
        places().forEach(System::setProperty);
        return Map.of(
                "ccat.pat.token.secret-id",
                "gh-pat",
                "ccat.pat.store.path",
                DIRECTORY.resolve("state").toString(),
                "ccat.pat.graph",
                DIRECTORY.resolve("graph.yml").toString());
    }

    private static Map<String, String> places() {
        return Map.of(
                "aws.endpointUrl",
                AWS.isRunning() ? AWS.baseUrl() : "",
                "aws.region",
                "us-east-1",
                "aws.accessKeyId",
                "none",
                "aws.secretAccessKey",
                "none");
    }

    /** The vault has this token as its current version. */
    static void holds(String token, String version) {
        AWS.resetMappings();
        AWS.stubFor(post(anyUrl())
                .willReturn(okJson("{\"SecretString\":\"%s\",\"VersionId\":\"%s\"}".formatted(token, version))));
    }

    static void holdsNoText() {
        AWS.resetMappings();
        AWS.stubFor(post(anyUrl())
                .willReturn(okJson("{\"SecretBinary\":\"AAAA\",\"VersionId\":\"%s\"}".formatted("v".repeat(32)))));
    }

    static void answersNothing() {
        AWS.resetMappings();
        AWS.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("x-amzn-ErrorType", "AccessDeniedException")
                        .withBody("{\"__type\":\"AccessDeniedException\"}")));
    }

    /** There is a graph, of the orchestrator alone, while {@code work} runs; else there is none. */
    static void withGraph(Runnable work) {
        try {
            var graph = Files.writeString(DIRECTORY.resolve("graph.yml"), "repos:\n  ccatobs/system-integration:\n");
            work.run();
            Files.delete(graph);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("ccat-pat-api-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        places().keySet().forEach(System::clearProperty);
        AWS.stop();
    }
}
