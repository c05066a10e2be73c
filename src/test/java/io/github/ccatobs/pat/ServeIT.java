package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.ccatobs.pat.github.TestApps;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process, with a GitHub and a vault in this one, the embedded store, and signals. */
class ServeIT {

    private static final int SIZE = 12;
    private static final String KEY = "a-key-that-only-these-tests-know";
    private static final String WEBHOOK = "/services/T000/B000/xxxxWebhookOfTheTestxxxx";

    @RegisterExtension
    static final WireMockExtension vault = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private PackagedCommand fixture;

    @BeforeEach
    void settle(@TempDir Path directory) throws Exception {
        fixture = new PackagedCommand(directory, SIZE)
                .with("HOME", directory.toString())
                .with("CCAT_PAT_GRAPH", "graph.yml")
                .with("CCAT_PAT_TOKEN_SECRET_ID", "ci/gh-pat")
                .with("CCAT_PAT_HTTP_HOST", "127.0.0.1")
                .with("CCAT_PAT_HTTP_PORT", "0")
                .with("AWS_REGION", "eu-central-1")
                .with("AWS_ACCESS_KEY_ID", "id-of-nobody")
                .with("AWS_SECRET_ACCESS_KEY", "key-of-nobody")
                .with("AWS_SESSION_TOKEN", "session+token/of=nobody")
                .with("AWS_ENDPOINT_URL", vault.baseUrl());
        vault.stubFor(post(anyUrl())
                .willReturn(okJson("{\"SecretString\":\"" + PackagedCommand.NEW
                        + "\",\"VersionId\":\"0123456789abcdef0123456789abcdef\"}")));
    }

    @AfterEach
    void leave() {
        fixture.close();
    }

    @Test
    @Tag("bare-root")
    void goesOnAfterItsDeathWithTheRotationThatACallBeganAndAnAppAsTheWriter(@TempDir Path keys) throws Exception {
        writtenByApp(keys.resolve("app.pem"));
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").from(6).comesAfter(held::hold);
        var first = serveWithAKey();
        var begun = first.post("/rotations");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String path = begun.headers().firstValue("location").orElseThrow();
        assertThat(ServeProcess.json(begun.body()).path("state").asText()).isEqualTo("running");
        held.awaitBefore(first.process.onExit());
        first.until(path, rotation -> rotation.path("summary").path("updated").asInt() > 0);
        assertThat(atOnce(200, () -> first.get(path)))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(first.get("/rotations/" + PackagedCommand.NEW).statusCode()).isEqualTo(404);
        var again = first.post("/rotations");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("location")).contains(path);
        first.process.destroyForcibly().waitFor();
        held.release();
        fixture.gitHub.clearFaults();

        var second = serveWithAKey();
        var ended = second.until(path, ServeIT::isOver);
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("complete");
        assertThat(ended.path("startedBy").asText()).isEqualTo("ops");
        assertThat(fixture.holders()).isEqualTo(SIZE);
        assertThat(fixture.writes()).isBetween(SIZE, SIZE + 4);
        assertThat(second.get("/q/metrics").body())
                .contains("ccat_pat_rotation_state{state=\"complete\"} 1.0")
                .contains("ccat_pat_rotation_repositories{outcome=\"updated\"} 12.0");
        assertThat(first.said() + "" + second.said() + fixture.everythingStored())
                .doesNotContain(PackagedCommand.NEW, KEY, "key-of-nobody")
                .doesNotContain(TestApps.secrets());
        assertThat(fixture.gitHub.requests().stream()
                        .filter(request -> request.method().equals("PUT"))
                        .map(request -> request.header("authorization").orElse("")))
                .isNotEmpty()
                .allMatch(sent -> sent.contains("InstallationTokenOfTheSandbox"));
    }

    /** With its private key in {@code file}. */
    private void writtenByApp(Path file) throws IOException {
        Files.writeString(file, TestApps.pkcs1());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        fixture.gitHub
                .hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
                .installedOn("ccatobs")
                .granting("secrets=write");
        fixture.gitHub.hasToken(PackagedCommand.NEW).fineGrained("actions=read");
        fixture.with("CCAT_PAT_GITHUB_APP_CLIENT_ID", TestApps.CLIENT_ID)
                .with("CCAT_PAT_GITHUB_APP_PRIVATE_KEY", file.toString());
    }

    /** A run that died is "waiting" until the service goes on with it, which may be after it has begun to listen. */
    private static boolean isOver(JsonNode rotation) {
        return !Set.of("running", "waiting").contains(rotation.path("state").asText());
    }

    @Test
    void endsASliceAtASignalAndTheNextStartGoesOn() throws Exception {
        var held = new HeldRequest();
        fixture.gitHub.onRequest("PUT", ".*").from(4).comesAfter(held::hold);
        var first = serveWithAKey();
        var begun = atOnce(2, () -> first.post("/rotations"));
        assertThat(begun).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(202, 200);
        assertThat(begun)
                .extracting(answer -> answer.headers().firstValue("location"))
                .containsOnly(location(begun));
        String path = location(begun).orElseThrow();
        held.awaitBefore(first.process.onExit());
        send("TERM", first.process);
        first.waitFor(Pattern.compile("Stopping: "));
        held.release();
        assertThat(first.process.waitFor()).isZero();
        assertThat(first.allItSaid()).last().isEqualTo("Stopped.");
        fixture.gitHub.clearFaults();

        String id = path.substring(path.lastIndexOf('/') + 1);
        var recorded = LauncherFixture.finish(fixture.start("", "rotations", id, "--json"));
        var rotation = ServeProcess.json(recorded.out());
        assertThat(rotation.path("state").asText()).as(recorded.out()).isEqualTo("waiting");
        assertThat(rotation.path("reason").asText()).isEqualTo("the process was asked to stop");
        assertThat(rotation.path("summary").path("updated").asLong())
                .isEqualTo(fixture.holders())
                .isBetween(4L, 7L);

        var second = serveWithAKey();
        second.until(path, now -> now.path("state").asText().equals("complete"));
        assertThat(fixture.writes()).isEqualTo(SIZE);
    }

    /** It opens its log, a pipe, while it starts; what this says if it is faster than the signal is right too. */
    @Test
    void endsWellWhenItIsStoppedWhileItStarts(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("log");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there are no named pipes here");
        fixture.with("QUARKUS_LOG_FILE_ENABLED", "true").with("QUARKUS_LOG_FILE_PATH", pipe.toString());
        var starting = fixture.start("", "serve");

        try (var opened = Files.newInputStream(pipe)) {
            send("TERM", starting);
            opened.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(starting.waitFor()).isZero();
    }

    @Test
    void tellsOnceWhatDriftedHowTheRotationWentAndThatItIsOver() throws Exception {
        vault.stubFor(post(urlPathMatching("/services/.*")).willReturn(ok("ok")));
        for (String name : List.of("ccatobs/r02", "ccatobs/r03")) {
            fixture.gitHub.hasRepository(name).withoutSecret();
        }
        fixture.with("SLACK_WEBHOOK_URL", vault.baseUrl() + WEBHOOK).with("CCAT_PAT_AUDIT_CRON", "* * * * * ?");
        var json = logEverything();
        var serveProcess = serveWithAKey();
        var first = serveProcess.until("/audits/latest", found -> true).path("auditedAt");
        var second = laterThan(first, serveProcess);
        laterThan(second, serveProcess);
        assertThat(messages()).hasSize(1);
        assertThat(messages().getFirst()).contains("ccatobs/r02", "ccatobs/r03").doesNotContain("ccatobs/r04");

        String path =
                serveProcess.post("/rotations").headers().firstValue("location").orElseThrow();
        serveProcess.until(path, now -> now.path("state").asText().equals("complete"));
        var clean = serveProcess.until(
                "/audits/latest", found -> found.path("findings").isEmpty());
        laterThan(clean.path("auditedAt"), serveProcess);
        send("TERM", serveProcess.process);
        assertThat(serveProcess.process.waitFor()).isZero();

        assertThat(messages().stream().filter(text -> text.contains("started"))).hasSize(1);
        assertThat(messages().stream().filter(text -> text.contains("complete")))
                .hasSize(1);
        assertThat(messages().stream().filter(text -> text.contains("ccatobs/r02")))
                .hasSize(2);
        assertThat(messages().stream().filter(text -> text.contains("ccatobs/r03")))
                .hasSize(2);
        assertThat(messages()).hasSizeBetween(4, 5);
        assertThat(List.of(String.join("\n", serveProcess.allItSaid()), Files.readString(json)))
                .allSatisfy(log -> assertThat(log)
                        .contains("REQUEST: [a secret] POST", "x-amz-security-token:[a secret]")
                        .doesNotContain(PackagedCommand.NEW, PackagedCommand.OLD, WEBHOOK, KEY)
                        .doesNotContain("key-of-nobody", "session+token/of=nobody"));
    }

    /**
     * Each category at its lowest level, as text on stderr and as JSON in the file that this names, to which a handler
     * writes that is configured by name; what the JDK's client sends and gets is logged too.
     */
    private Path logEverything() {
        var json = fixture.directory.resolve("log.json");
        fixture.with("JAVA_TOOL_OPTIONS", "-Djdk.httpclient.HttpClient.log=all")
                .with("QUARKUS_LOG_LEVEL", "ALL")
                .with("QUARKUS_LOG_CONSOLE_LEVEL", "ALL")
                .with("QUARKUS_LOG_HANDLERS", "x")
                .with("QUARKUS_LOG_HANDLER_FILE_X_ENABLED", "true")
                .with("QUARKUS_LOG_HANDLER_FILE_X_LEVEL", "ALL")
                .with("QUARKUS_LOG_HANDLER_FILE_X_PATH", json.toString());
        return json;
    }

    private static JsonNode laterThan(JsonNode moment, ServeProcess serveProcess) {
        return serveProcess
                .until("/audits/latest", found -> !found.path("auditedAt").equals(moment))
                .path("auditedAt");
    }

    private static List<String> messages() {
        return vault.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getUrl().startsWith("/services/"))
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    @Test
    void auditsAtItsHourAndLogsInJson() throws Exception {
        var serveProcess = new ServeProcess(
                fixture.with("CCAT_PAT_AUDIT_CRON", "* * * * * ?")
                        .with("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
                        .start("", "serve"),
                Optional.empty());
        var audit = serveProcess.until("/audits/latest", found -> true);
        assertThat(audit.path("summary").path("present").asInt())
                .as(audit.toString())
                .isEqualTo(SIZE);
        assertThat(serveProcess.get("/q/health").body())
                .contains("\"auditedAt\"")
                .doesNotContain("DOWN");
        assertThat(serveProcess.get("/q/metrics").body())
                .contains("ccat_pat_repositories{state=\"present\"} 12.0")
                .contains("ccat_pat_github_requests_total{status=\"200\"}");
        send("INT", serveProcess.process);
        assertThat(serveProcess.process.waitFor()).isZero();

        assertThat(serveProcess.allItSaid().stream()
                        .filter(line -> line.startsWith("{"))
                        .map(ServeProcess::json))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("message").asText()).isNotEmpty())
                .anySatisfy(line ->
                        assertThat(line.path("message").asText()).isEqualTo("GET '/q/metrics' 200 one-time-key"));
        assertThat(serveProcess.allItSaid().stream().filter(line -> !line.startsWith("{")))
                .allMatch(line -> Pattern.matches(
                        "(Listening at|No API key|The next audit|Stopping:|Stopped|(ok|off|wrong|unavailable): ).*",
                        line));
    }

    @Test
    void opensNoPortWithAWrongSetting() throws Exception {
        var wrong = LauncherFixture.finish(
                fixture.with("CCAT_PAT_AUDIT_CRON", "0 3 * * *").start("", "serve"));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .startsWith("ccat pat: ccat.pat.audit.cron is '0 3 * * *': expected six fields")
                .doesNotContain("Listening");
    }

    @Test
    void letsNobodyInFromElsewhereWithoutAConfiguredKey() throws Exception {
        var wrong = LauncherFixture.finish(
                fixture.with("CCAT_PAT_HTTP_HOST", "0.0.0.0").start("", "serve"));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .isEqualTo("ccat pat: ccat.pat.http.host is '0.0.0.0', but no key is configured: expected a"
                        + " ccat.pat.http.keys.\"NAME\", or a loopback address\n");
    }

    private ServeProcess serveWithAKey() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        fixture.with("CCAT_PAT_HTTP_KEYS_OPS", HexFormat.of().formatHex(hash));
        return new ServeProcess(fixture.start("", "serve"), Optional.of(KEY));
    }

    private static Optional<String> location(List<HttpResponse<String>> answers) {
        return answers.getFirst().headers().firstValue("location");
    }

    private static List<HttpResponse<String>> atOnce(int count, Callable<HttpResponse<String>> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(count, call)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no kill here");
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
