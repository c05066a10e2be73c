package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.store.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** GitHub and an AWS account, as far as our functions see them. */
final class Cloud implements AutoCloseable {

    static final String OLD = Rotations.OLD;
    static final String NEW = Rotations.NEW;

    final SandboxGitHub gitHub = SandboxGitHub.start();
    final WireMockServer aws = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private final Path directory;
    private final Path task;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<LambdaFunction> started = new ArrayList<>();

    Cloud(Path directory) throws IOException {
        this.directory = directory;
        this.task = Files.createDirectory(directory.resolve("task"));
        FunctionZip.unpackInto(task);
        aws.start();
        try (var client = DynamoDbLocal.client()) {
            with("CCAT_PAT_STORE_TABLE", DynamoDbLocal.createTable(client));
        }
        Files.writeString(task.resolve("graph.yml"), "repos: [ccatobs/system-integration, ccatobs/web]\n");
        for (String name : List.of("ccatobs/system-integration", "ccatobs/web")) {
            gitHub.hasRepository(name).withSecret("GH_PAT", OLD, Instant.now().minus(Duration.ofDays(90)));
        }
        gitHub.hasToken(OLD).of("ccat-bot").fineGrained("secrets=write", "actions=read");
        with("PATH", "/usr/bin:/bin")
                .with("AWS_REGION", "us-east-1")
                .with("AWS_ACCESS_KEY_ID", "none")
                .with("AWS_SECRET_ACCESS_KEY", "none")
                .with("AWS_ENDPOINT_URL", aws.baseUrl())
                .with("AWS_ENDPOINT_URL_DYNAMODB", DynamoDbLocal.server().toString())
                .with("GITHUB_API_URL", gitHub.url().toString())
                .with("GITHUB_TOKEN", OLD)
                .with("CCAT_PAT_GRAPH", "graph.yml");
    }

    Cloud with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts a function. */
    LambdaFunction function(String name) throws IOException {
        var function = new LambdaFunction(name, task, directory.resolve("run-" + started.size()), environment);
        started.add(function);
        return function;
    }

    @Override
    public void close() {
        started.forEach(LambdaFunction::close);
        aws.stop();
        gitHub.close();
    }
}
