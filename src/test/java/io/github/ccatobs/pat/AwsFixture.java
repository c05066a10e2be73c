package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.ccatobs.pat.aws.StandInKms;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import io.github.ccatobs.pat.store.DynamoDbLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** GitHub and an AWS account with our functions in it, as far as these see them. */
final class AwsFixture implements AutoCloseable {

    static final String OLD = PackagedCommand.OLD;
    static final String NEW = PackagedCommand.NEW;
    static final String VERSION = "0123456789abcdef0123456789abcdef";
    static final String SECRET_KEY = "secret/key+of=the-functions";
    static final String SESSION_TOKEN = "session/token+of=the-functions";
    static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:ccat-pat-rotation";
    private static final String KMS_KEY = "alias/ccat-app";
    private static final String OPERATION = "X-Amz-Target";

    final SandboxGitHub gitHub = SandboxGitHub.start();
    final WireMockServer aws = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .extensions(new StandInKms(KMS_KEY, TestApps.privateKey())));
    private final Path directory;
    /** The part of the webhook's URL that makes it a secret. */
    static final String WEBHOOK = "/services/T000/B000/xxxxWebhookOfTheTestxxxx";

    private final Path task;
    private final String table;
    private final List<SandboxRepository> repositories;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<LambdaFunction> started = new ArrayList<>();
    private int commands;

    AwsFixture(Path directory, int size) throws IOException {
        this.directory = directory;
        this.task = FunctionZip.unpacked();
        this.table = table();
        this.repositories = Stream.concat(
                        Stream.of("ccatobs/system-integration"),
                        IntStream.rangeClosed(2, size).mapToObj("ccatobs/r%02d"::formatted))
                .map(name -> gitHub.hasRepository(name)
                        .withSecret("GH_PAT", OLD, Instant.now().minus(Duration.ofDays(90))))
                .toList();
        gitHub.hasRepository("ccatobs/system-integration")
                .withFile(
                        "ci/dependency-graph.yml",
                        repositories.stream()
                                .map(repository -> "  " + repository.fullName() + ":\n")
                                .collect(Collectors.joining("", "repos:\n", "")));
        gitHub.hasToken(NEW)
                .of("ccat-bot")
                .fineGrained("secrets=write", "actions=read", "contents=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)).plus(Duration.ofHours(1)));
        aws.start();
        answerAsAws();
        configure();
    }

    private static String table() {
        try (var client = DynamoDbLocal.client()) {
            return DynamoDbLocal.createTable(client);
        }
    }

    private void answerAsAws() {
        aws.stubFor(post("/")
                .withHeader(OPERATION, equalTo("secretsmanager.GetSecretValue"))
                .willReturn(okJson(
                        "{\"Name\":\"gh-pat\",\"VersionId\":\"%s\",\"SecretString\":\"%s\"}".formatted(VERSION, NEW))));
        aws.stubFor(post("/")
                .withHeader(OPERATION, equalTo("secretsmanager.GetSecretValue"))
                .withRequestBody(matchingJsonPath("$.SecretId", equalTo("slack-webhook")))
                .willReturn(okJson("{\"Name\":\"slack-webhook\",\"VersionId\":\"%s\",\"SecretString\":\"%s%s\"}"
                        .formatted(VERSION, aws.baseUrl(), WEBHOOK))));
        aws.stubFor(post(WEBHOOK).willReturn(ok("ok")));
        aws.stubFor(post("/")
                .withHeader(OPERATION, equalTo("AWSStepFunctions.StartExecution"))
                .willReturn(okJson("{\"executionArn\":\"arn:any\",\"startDate\":1795447661.2}")));
        aws.stubFor(post(urlPathMatching("/2015-03-31/functions/[^/]*/invocations"))
                .willReturn(aResponse().withStatus(202)));
    }

    private void configure() {
        with("PATH", "/usr/bin:/bin")
                .with("AWS_REGION", "us-east-1")
                .with("AWS_ACCESS_KEY_ID", "none")
                .with("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
                .with("AWS_SESSION_TOKEN", SESSION_TOKEN)
                .with("AWS_ENDPOINT_URL", aws.baseUrl())
                .with("AWS_ENDPOINT_URL_DYNAMODB", DynamoDbLocal.server().toString())
                .with("GITHUB_API_URL", gitHub.url().toString())
                .with("CCAT_PAT_GITHUB_TIMEOUT", PackagedCommand.AS_LONG_AS_A_TEST)
                .with("CCAT_PAT_GITHUB_IN_FLIGHT", "8")
                .with("CCAT_PAT_GITHUB_WRITES_IN_FLIGHT", "4")
                .with("CCAT_PAT_GRAPH", "github:ccatobs/system-integration:ci/dependency-graph.yml")
                .with("CCAT_PAT_STORE_TABLE", table)
                .with("CCAT_PAT_SLACK_WEBHOOK_SECRET_ID", "slack-webhook")
                .with("CCAT_PAT_TOKEN_SECRET_ID", "gh-pat")
                .with("CCAT_PAT_AWS_STATE_MACHINE", MACHINE)
                .with("CCAT_PAT_AWS_AUDIT_FUNCTION", "ccat-pat-audit")
                .with("CCAT_PAT_HTTP_JWT_SUBJECTS", "repo:ccatobs/system-integration:ref:refs/heads/main,somebody else")
                .with("CCAT_PAT_ROTATION_SLICE", "PT2S")
                .with("CCAT_PAT_ROTATION_SETTLE", "PT2S")
                .with("CCAT_PAT_ROTATION_LEASE", "PT1S")
                .with("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
    }

    AwsFixture with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    AwsFixture without(String name) {
        environment.remove(name);
        return this;
    }

    /** Lets the functions that start from now on log each category at its lowest level, the JDK's client too. */
    void logsEverything() {
        with("QUARKUS_LOG_LEVEL", "ALL")
                .with("QUARKUS_LOG_CONSOLE_LEVEL", "ALL")
                .with("JDK_JAVA_OPTIONS", "-Djdk.httpclient.HttpClient.log=all");
    }

    /** Starts a function. */
    LambdaFunction function(String name) throws IOException {
        var function = new LambdaFunction(name, task, directory.resolve("run-" + started.size()), environment);
        started.add(function);
        return function;
    }

    /** Has {@code manager} in the place of Secrets Manager, and the webhook's URL as a setting. */
    AwsFixture withVault(String manager) {
        return with("AWS_ENDPOINT_URL_SECRETS_MANAGER", manager)
                .without("CCAT_PAT_SLACK_WEBHOOK_SECRET_ID")
                .with("CCAT_PAT_SLACK_WEBHOOK_URL", aws.baseUrl() + WEBHOOK);
    }

    /** Has a GitHub App as the credential, for which KMS signs. */
    AwsFixture withAppInKms(String... granted) {
        aws.stubFor(post("/")
                .withHeader(OPERATION, equalTo("TrentService.Sign"))
                .willReturn(aResponse().withTransformers(StandInKms.NAME)));
        return withApp(granted).with("CCAT_PAT_GITHUB_APP_KMS_KEY_ID", KMS_KEY);
    }

    /** Has a GitHub App as the credential, whose private key is in Secrets Manager. */
    AwsFixture withAppInTheVault(String... granted) {
        aws.stubFor(post("/")
                .withHeader(OPERATION, equalTo("secretsmanager.GetSecretValue"))
                .withRequestBody(matchingJsonPath("$.SecretId", equalTo("ccat/app")))
                .willReturn(okJson("{\"Name\":\"ccat/app\",\"VersionId\":\"%s\",\"SecretString\":\"%s\"}"
                        .formatted(VERSION, TestApps.pkcs1().replace("\n", "\\n")))));
        return withApp(granted).with("CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID", "ccat/app");
    }

    private AwsFixture withApp(String... granted) {
        gitHub.hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
                .installedOn("ccatobs")
                .granting(granted);
        return with("CCAT_PAT_GITHUB_APP_CLIENT_ID", TestApps.CLIENT_ID);
    }

    /** The credentials of all writes, as they were sent. */
    List<String> writers() {
        return gitHub.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .map(request -> request.header("authorization").orElse(""))
                .distinct()
                .toList();
    }

    /** Runs {@code ccat pat WORDS} for a person with the account's settings, who types {@code typed}. */
    Ran command(String typed, String... words) throws IOException, InterruptedException {
        var home = Files.createDirectories(directory.resolve("home-" + ++commands));
        var builder = new ProcessBuilder(DefaultSignals.before(PackagedCommand.command("", words)))
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().remove("QUARKUS_LOG_CONSOLE_JSON_ENABLED");
        builder.environment().putAll(Map.of("HOME", home.toString(), "TMPDIR", home.toString()));
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(StandardCharsets.UTF_8));
        }
        int code = process.waitFor();
        return new Ran(code, Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }

    /** The exit code and output of a command. */
    record Ran(int code, String out, String err) {}

    /** The content of every file that functions and commands left, their output among them. */
    String everythingWritten() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(AwsFixture::read).collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages in Slack, in order. */
    List<String> messages() {
        return aws.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getUrl().equals(WEBHOOK))
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    /** How many repositories hold the new token in truth. */
    long holders() {
        return repositories.stream()
                .filter(repository -> repository.secret("GH_PAT").equals(Optional.of(NEW)))
                .count();
    }

    int size() {
        return repositories.size();
    }

    /** Every item of the table. */
    String everythingStored() {
        try (var client = DynamoDbLocal.client()) {
            return client.scanPaginator(scan -> scan.tableName(table)).items().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void close() {
        started.forEach(LambdaFunction::close);
        aws.stop();
        gitHub.close();
    }
}
