package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.aws.LocalSecretsManager;
import io.github.ccatobs.pat.github.TestApps;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a token on AWS, from the message that it expires to the revoked old one, with the packaged functions and the
 * packaged command. A GitHub App reads and writes, for which KMS signs.
 */
class TokenLifeIT {

    /** Not to write: the App does. */
    private static final String RIGHT = "actions=read";

    private static final String[] GRANTED = {
        "secrets=write",
        "actions=read",
        "contents=read",
        "environments=read",
        "dependabot_secrets=read",
        "organization_codespaces_secrets=read",
        "organization_dependabot_secrets=read",
        "organization_secrets=read",
        "organization_personal_access_tokens=read"
    };

    private final LocalSecretsManager vault = LocalSecretsManager.start();

    @TempDir
    Path directory;

    private AwsFixture aws;

    @BeforeEach
    void setUp() throws Exception {
        aws = new AwsFixture(directory, 3).withVault(vault.url()).withAppInKms(GRANTED);
        aws.logsEverything();
        vault.holds("AWSCURRENT", AwsFixture.VERSION, AwsFixture.OLD);
        aws.gitHub
                .hasToken(AwsFixture.OLD)
                .of("ccat-bot")
                .fineGrained(RIGHT)
                .expiringAt(Instant.now().plus(Duration.ofDays(14)));
        aws.gitHub.hasToken(AwsFixture.NEW).fineGrained(RIGHT);
    }

    @AfterEach
    void noSecretIsAnywhere() throws Exception {
        try {
            assertThat(aws.everythingWritten() + aws.everythingStored() + aws.messages())
                    .doesNotContain(AwsFixture.NEW, AwsFixture.OLD)
                    .doesNotContain(AwsFixture.SECRET_KEY, AwsFixture.SESSION_TOKEN)
                    .doesNotContain(TestApps.secrets());
        } finally {
            aws.close();
            vault.close();
        }
    }

    @Test
    void goesFromTheReminderToTheRevokedOldToken() throws Exception {
        var run = aws.gitHub
                .hasRepository("ccatobs/r02")
                .hasRun("queued", Instant.now().minus(Duration.ofHours(1)));
        var audit = aws.function("audit");
        success(audit.invoke("{}"));
        assertThat(aws.messages()).hasSize(1);
        String form = button(aws.messages().getLast(), "New token");
        assertThat(aws.messages().getLast()).contains("The token of GH_PAT expires in 1", "ccat pat store-token");

        assertThat(opened()).isEqualTo(form + "\n");

        var stored = aws.command(AwsFixture.NEW + "\n", "store-token", "--yes");
        assertThat(stored.code()).as(stored.err()).isZero();
        assertThat(stored.out()).contains("A rotation begins by itself within a minute.");
        assertThat(vault.value("AWSPREVIOUS")).isEqualTo(AwsFixture.OLD);

        rotateByEvent();
        assertThat(aws.holders()).isEqualTo(3);
        assertThat(aws.writers()).isNotEmpty().allMatch(sent -> sent.contains("InstallationTokenOfTheSandbox"));
        assertThat(aws.messages()).hasSize(3);
        assertThat(aws.messages().get(1)).contains("The rotation of GH_PAT has started");
        assertThat(aws.messages().get(2)).contains("The rotation of GH_PAT is complete", "ccat pat retire");

        var notYet = retire();
        assertThat(notYet.code()).as(notYet.out() + notYet.err()).isEqualTo(1);
        assertThat(notYet.out())
                .contains("ccatobs/r02: run 1, begun ")
                .contains(" → https://github.com/ccatobs/r02/actions/runs/" + run.id() + "\n");

        run.ends();
        assertThat(answer(AwsFixture.OLD)).isEqualTo(200);

        var revoked = retire("--revoke", "--yes");
        assertThat(revoked.code()).as(revoked.out() + revoked.err()).isZero();
        assertThat(revoked.out()).endsWith("The old token is revoked: GitHub rejects it.\n");
        assertThat(answer(AwsFixture.OLD)).isEqualTo(401);
        assertThat(answer(AwsFixture.NEW)).isEqualTo(200);
    }

    /** The arguments of a fake browser under the name that desktops know. */
    private String opened() throws Exception {
        var bin = Files.createDirectories(directory.resolve("bin"));
        var called = directory.resolve("opened");
        Files.writeString(bin.resolve("xdg-open"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + called + "\n");
        Files.setPosixFilePermissions(bin.resolve("xdg-open"), PosixFilePermissions.fromString("rwx------"));
        aws.with("PATH", bin + ":/usr/bin:/bin");
        var renewed = aws.command("", "renew", "--open");
        assertThat(renewed.code()).as(renewed.err()).isZero();
        assertThat(renewed.err()).doesNotContain("no browser");
        String address = Files.readString(called);
        assertThat(renewed.out()).contains("\n" + address, "Repositories:\n  system-integration\n  r02\n  r03\n");
        assertThat(address)
                .contains("&target_name=ccatobs&expires_in=90&actions=read")
                .doesNotContain("secrets=");
        return address;
    }

    /** The event that the rule of the Terraform module makes of the new label. */
    private void rotateByEvent() throws Exception {
        var rotate = aws.function("rotate");
        var run = new StateMachineRun(event -> success(rotate.invoke(event)).toString());
        run.run("{\"versionId\":\"%s\",\"startedBy\":\"secretsmanager\"}".formatted(vault.version("AWSCURRENT")));
        assertThat(run.path()).endsWith("Complete");
    }

    private AwsFixture.Ran retire(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("retire", "--token-from", "secretsmanager:AWSPREVIOUS"));
        words.addAll(List.of(more));
        return aws.command("", words.toArray(String[]::new));
    }

    private static JsonNode success(LambdaFunction.Answer answer) {
        assertThat(answer.failed()).as(answer.body()).isFalse();
        return HttpEvents.parse(answer.body());
    }

    private static String button(String message, String label) {
        return HttpEvents.parse(message)
                .at("/blocks")
                .valueStream()
                .flatMap(block -> block.at("/elements").valueStream())
                .filter(element -> element.at("/text/text").asText().equals(label))
                .map(element -> element.at("/url").asText())
                .findFirst()
                .orElseThrow();
    }

    private int answer(String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(aws.gitHub.url() + "/user"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
