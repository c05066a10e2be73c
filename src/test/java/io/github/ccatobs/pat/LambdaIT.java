package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.github.TestApps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code function.zip} under AWS's own runtime client, with GitHub and AWS as servers of this process. */
class LambdaIT {

    private static final long MOST_BYTES = 30_000_000;
    private static final int SIZE = 30;

    private AwsFixture awsFixture;

    @BeforeEach
    void setUp(@TempDir Path directory) throws IOException {
        awsFixture = new AwsFixture(directory, SIZE);
    }

    /** Whatever a test did, and whatever it let be logged: no secret is anywhere that we write to. */
    @AfterEach
    void noSecretIsAnywhere() throws IOException {
        try {
            SecretForms.assertNone(
                    awsFixture.everythingWritten() + awsFixture.everythingStored(),
                    Stream.concat(
                                    Stream.of(
                                            AwsFixture.NEW,
                                            AwsFixture.OLD,
                                            AwsFixture.WEBHOOK,
                                            AwsFixture.SECRET_KEY,
                                            AwsFixture.SESSION_TOKEN,
                                            HttpEvents.BEARER),
                                    Stream.of(TestApps.secrets()))
                            .toList());
        } finally {
            awsFixture.close();
        }
    }

    @Test
    void theZipHoldsEachFileOnceAndIsSmall() throws Exception {
        List<String> names = names(Files.readAllBytes(FunctionZip.FILE));
        assertThat(names).doesNotHaveDuplicates().contains("io/quarkus/runner/ApplicationImpl.class");
        assertThat(Files.size(FunctionZip.FILE)).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void theZipHoldsNothingThatAFunctionNeverUses() throws Exception {
        assertThat(names(Files.readAllBytes(FunctionZip.FILE)))
                .noneMatch(name -> name.startsWith("demo/")
                        || name.startsWith("io/github/ccatobs/pat/sandbox/")
                        || name.startsWith("io/github/ccatobs/pat/entrypoint/cli/demo/")
                        || name.matches("io/github/ccatobs/pat/entrypoint/page/.+\\.(css|html|js)")
                        || name.endsWith("/StatusCommand.class")
                        || name.contains("picocli")
                        || name.contains("h2-mvstore")
                        || name.contains("junit")
                        || name.contains("wiremock"));
        List<String> inJars = new ArrayList<>();
        try (var jars = Files.newDirectoryStream(FunctionZip.unpacked().resolve("lib"), "*.jar")) {
            for (Path jar : jars) {
                inJars.addAll(names(Files.readAllBytes(jar)));
            }
        }
        assertThat(inJars.stream().filter(name -> name.matches(".+\\.(so|dll|dylib|jnilib|a)")))
                .containsExactlyInAnyOrder(
                        "linux64/libsodium.so",
                        "arm64/libsodium.so",
                        "com/sun/jna/linux-x86-64/libjnidispatch.so",
                        "com/sun/jna/linux-aarch64/libjnidispatch.so");
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void auditsAtNight() throws Exception {
        awsFixture.logsEverything();
        awsFixture.gitHub.hasRepository("ccatobs/r02").withoutSecret();
        var audit = awsFixture.function("audit");
        var kept = audit.answerTo("{}");

        assertThat(kept.path("complete").asBoolean()).isTrue();
        assertThat(kept.path("summary")).isEqualTo(HttpEvents.parse("{\"present\":29,\"missing\":1,\"unreadable\":0}"));
        var counts = counts(audit);
        assertThat(counts.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("CcatPat");
        assertThat(counts.at("/_aws/CloudWatchMetrics/0/Dimensions")).isEqualTo(HttpEvents.parse("[[\"Secret\"]]"));
        assertThat(counts.path("Secret").asText()).isEqualTo("GH_PAT");
        assertThat(counts.path("AuditCompleted").asInt()).isEqualTo(1);
        assertThat(counts.path("Present").asInt()).isEqualTo(29);
        assertThat(counts.path("Missing").asInt()).isEqualTo(1);
        assertThat(counts.path("Unreadable").asInt()).isZero();
        assertThat(counts.path("DaysToExpiry").asInt()).isEqualTo(90);
        assertThat(awsFixture.messages()).hasSize(1);
        assertThat(awsFixture.messages().getFirst()).contains("ccatobs/r02").doesNotContain("ccatobs/r03");

        var latest = new ApiFunctionCalls(awsFixture.function("api"))
                .answer("GET", "/audits/latest", HttpEvents.get("/audits/latest"));
        assertThat(latest.path("statusCode").asInt()).isEqualTo(200);
        assertThat(HttpEvents.parse(latest.path("body").asText()).path("summary"))
                .isEqualTo(kept.path("summary"));
    }

    @Test
    void failsAnAuditThatCannotBeMade() throws Exception {
        awsFixture.with("CCAT_PAT_TOKEN_SECRET_ID", "");
        var audit = awsFixture.function("audit");
        var failure = audit.invoke("{}");

        assertThat(failure.failed()).isTrue();
        assertThat(failure.body()).contains("no credential: set GITHUB_TOKEN");
        assertThat(counts(audit).path("AuditFailed").asInt()).isEqualTo(1);
        assertThat(awsFixture.messages()).hasSize(1);
        assertThat(awsFixture.messages().getFirst()).contains("failed: nothing was checked");
    }

    @Test
    void remembersInTheTableOrNotAtAll(@TempDir Path home) throws Exception {
        awsFixture.without("CCAT_PAT_STORE_TABLE").with("XDG_STATE_HOME", home.toString());
        var failure = awsFixture.function("audit").invoke("{}");
        assertThat(failure.failed()).isTrue();
        assertThat(failure.body()).contains("ccat.pat.store.table is not set: a function keeps nothing");
        assertThat(awsFixture.messages())
                .singleElement()
                .asString()
                .contains("failed: nothing was checked", "store.table");
        var refused = new ApiFunctionCalls(awsFixture.function("api"))
                .answer("GET", "/rotations", HttpEvents.get("/rotations"));
        assertThat(refused.path("statusCode").asInt()).isEqualTo(500);
        assertThat(refused.path("body").asText()).contains("ccat.pat.store.table is not set");
        assertThat(home).isEmptyDirectory();
        assertThat(awsFixture.gitHub.requests()).isEmpty();
    }

    @Test
    void rotatesSliceBySliceAsTheStateMachineTellsItWithAnAppAsTheWriter() throws Exception {
        awsFixture.logsEverything();
        awsFixture.withAppInTheVault("secrets=write", "contents=read");
        awsFixture.gitHub.hasToken(AwsFixture.NEW).fineGrained("actions=read");
        // Thirty repositories are at least nine seconds of answers: 90 looks eight at a time, then 30 writes four at a
        // time.
        awsFixture.gitHub.takes(Duration.ofMillis(400));
        awsFixture.with("CCAT_PAT_ROTATION_SLICE", "PT6S");
        var rotate = awsFixture.function("rotate");
        var run = new StateMachineRun(event -> rotate.answerTo(event).toString());
        var end = run.run("{\"versionId\":\"%s\",\"startedBy\":\"secretsmanager\"}".formatted(AwsFixture.VERSION));

        assertThat(run.path()).endsWith("Complete").startsWith("Slice", "Decide", "Wait", "Slice");
        assertThat(end.path("slice").path("summary"))
                .isEqualTo(HttpEvents.parse("{\"updated\":30,\"already\":0,\"failed\":0,\"pending\":0}"));
        assertThat(awsFixture.holders()).isEqualTo(SIZE);
        assertThat(awsFixture.gitHub.count("PUT", ".*")).isEqualTo(SIZE);
        assertThat(awsFixture.writers()).isNotEmpty().allMatch(sent -> sent.contains("InstallationTokenOfTheSandbox"));
        String id = end.path("slice").path("rotationId").asText();
        assertThat(awsFixture.everythingStored()).contains(id);
        assertThat(rotate.err()).contains("\"mdc\":{\"rotation\":\"" + id + "\"}");
        assertThat(counts(rotate).path("RotationComplete").asInt()).isEqualTo(1);
        assertThat(awsFixture.messages()).hasSize(2);
        assertThat(awsFixture.messages().getFirst()).contains("started");
        assertThat(awsFixture.messages().getLast()).contains("complete");
        assertThat(rotate.err()).contains("x-amz-security-token:[a secret]");
        assertThat(counts(rotate).path("RepositoriesPending").asInt()).isZero();
        rotate.printCost("rotate, %d slices"
                .formatted(run.path().stream().filter("Slice"::equals).count()));
    }

    @Test
    @Tag("bare-root")
    void goesOnWhereAKilledSliceWas() throws Exception {
        var held = new HeldRequest();
        awsFixture.gitHub.onRequest("PUT", ".*").from(6).comesAfter(held::hold);
        awsFixture.with("CCAT_PAT_ROTATION_SLICE", "PT5M");
        var first = awsFixture.function("rotate");
        var lost = first.begin("{\"stage\":\"AWSCURRENT\"}");
        held.awaitBefore(lost);
        first.kill();
        held.release();
        awsFixture.gitHub.clearFaults();
        assertThatThrownBy(lost::get).hasMessageContaining("the process ended with ");

        var second = awsFixture.function("rotate");
        var answer = second.answerTo("{}");
        while (answer.path("state").asText().equals("running")) {
            assertThat(answer.path("waitSeconds").asInt()).isEqualTo(1);
            TimeUnit.SECONDS.sleep(1);
            answer = second.answerTo("{\"rotationId\":" + answer.path("rotationId") + "}");
        }
        while (answer.path("state").asText().equals("waiting")) {
            TimeUnit.SECONDS.sleep(answer.path("waitSeconds").asLong());
            answer = second.answerTo("{\"rotationId\":" + answer.path("rotationId") + "}");
        }
        assertThat(answer.path("state").asText()).isEqualTo("complete");
        assertThat(awsFixture.holders()).isEqualTo(SIZE);
        assertThat(awsFixture.gitHub.count("PUT", ".*")).isLessThanOrEqualTo(SIZE + 4);
    }

    /** The last line of counts. */
    private static JsonNode counts(LambdaFunction function) {
        return HttpEvents.parse(function.out()
                .lines()
                .filter(line -> line.contains("\"_aws\""))
                .reduce((before, last) -> last)
                .orElseThrow());
    }
}
