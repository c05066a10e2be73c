package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.ccatobs.pat.LauncherFixture.Ended;
import io.github.ccatobs.pat.network.CorporateNetwork;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged command as in a container behind a company's proxy: no LANG, no HOME, no user in the system's list, no
 * directory for temporary files, an Enterprise Server with a certificate of the company's own authority.
 */
class CorporateNetworkIT {

    private static final String PASSWORD = "p@ssword-of-the-proxy";

    private final SandboxGitHub gitHub = SandboxGitHub.start();
    private final WireMockServer others = new WireMockServer(options().dynamicPort());
    private final CorporateNetwork network = new CorporateNetwork()
            .requires("robot", PASSWORD)
            .serves("ghe.example.test", "/api/v3", gitHub.url().toString());

    @TempDir
    private Path directory;

    /** The words before the command, e.g. of a mount namespace. */
    private List<String> before = List.of();

    @BeforeEach
    void arrange() throws Exception {
        others.start();
        for (String name : List.of("ccatobs/system-integration", "ccatobs/ops-db")) {
            gitHub.hasRepository(name)
                    .withSecret("GH_PAT", PackagedCommand.OLD, Instant.now().minus(Duration.ofDays(9)));
        }
        gitHub.hasToken(PackagedCommand.OLD)
                .of("ccat-bot")
                .fineGrained("secrets=read", "actions=read", "environments=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        Files.writeString(directory.resolve("graph.yml"), "repos:\n  system-integration:\n  ops-db:\n");
        Files.copy(CorporateNetwork.authority(), directory.resolve("ca.pem"));
    }

    @AfterEach
    void stop() {
        network.close();
        others.stop();
        gitHub.close();
    }

    @Test
    @Tag("bare-root")
    void readsAnEnterpriseServerThroughTheProxyWithFourVariables() throws Exception {
        var status = run(Map.of(), "status", "--graph", "graph.yml");
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("ccatobs/ops-db");
        auditsAnEnterpriseServer();
    }

    /** As a container with {@code readOnlyRootFilesystem}, and nothing mounted that can be written. */
    @Test
    void readsItWhereNothingCanBeWritten() throws Exception {
        before = List.of(
                "/usr/bin/unshare",
                "--map-root-user",
                "--mount",
                "/bin/sh",
                "-c",
                "for place in / /tmp /var/tmp /dev/shm /run; do mount -o remount,bind,ro $place 2>/dev/null; done;"
                        + " ! (: >can-be-written) 2>/dev/null || exit 77; exec \"$@\"",
                "sh");
        assumeTrue(Files.isExecutable(Path.of(before.getFirst())), "there is no unshare here");
        var able = run(Map.of(), "--version");
        assumeTrue(
                able.code() != 77 && !able.err().contains("unshare"), "this machine lets nobody mount: " + able.err());
        auditsAnEnterpriseServer();
        assertThat(directory.resolve("can-be-written")).doesNotExist();
    }

    private void auditsAnEnterpriseServer() throws Exception {
        var audit = run(Map.of(), "audit", "--graph", "graph.yml");
        assertThat(audit.code()).as(audit.err()).isZero();
        assertThat(audit.err()).contains("note: nothing is remembered from earlier audits");
        assertThat(network.requests()).isNotEmpty().allMatch("CONNECT ghe.example.test:443"::equals);
        assertThat(network.leakedHeaders()).isEmpty();
    }

    /** The JDK's clients send no password to a proxy unless a property says so before the first connection. */
    @Test
    void reachesSlackAndAwsThroughTheSameProxyWithItsPassword() throws Exception {
        String aws = "secretsmanager.eu-central-1.amazonaws.com";
        network.serves("hooks.slack.com", "", others.baseUrl()).serves(aws, "", others.baseUrl());
        others.stubFor(post(urlPathEqualTo("/services/T0/B0/x")).willReturn(ok("ok")));
        others.stubFor(post(urlPathEqualTo("/"))
                .willReturn(okJson("{\"SecretString\":\"" + PackagedCommand.OLD + "\",\"VersionId\":\"v1\"}")));
        gitHub.hasRepository("ccatobs/ops-db").withoutSecret();

        var audit = run(
                Map.of(
                        "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/x",
                        "CCAT_PAT_TOKEN_SECRET_ID", "gh-pat",
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "id",
                        "AWS_SECRET_ACCESS_KEY", "key-of-the-test"),
                "audit",
                "--graph",
                "graph.yml");
        assertThat(audit.code()).as(audit.err()).isEqualTo(1);
        assertThat(network.requests())
                .contains("CONNECT ghe.example.test:443", "CONNECT hooks.slack.com:443", "CONNECT " + aws + ":443");
        assertThat(network.leakedHeaders()).isEmpty();
        others.verify(
                1,
                postRequestedFor(urlPathEqualTo("/services/T0/B0/x"))
                        .withRequestBody(containing("https://ghe.example.test/ccatobs/ops-db")));
        others.verify(postRequestedFor(urlPathEqualTo("/")));
    }

    private Ended run(Map<String, String> more, String... words) throws Exception {
        List<String> command = Stream.of(
                        before,
                        List.of(LauncherFixture.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        StartUpCache.options(),
                        List.of("-Duser.home=?", "-Djava.io.tmpdir=/proc/none"),
                        List.of(
                                "-jar",
                                LauncherFixture.packagedJar().toAbsolutePath().toString(),
                                "pat"),
                        List.of(words))
                .flatMap(List::stream)
                .toList();
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HTTPS_PROXY",
                        "http://robot:p%40ssword-of-the-proxy@" + network.address(),
                        "SSL_CERT_FILE",
                        directory.resolve("ca.pem").toAbsolutePath().toString(),
                        "GH_HOST",
                        "ghe.example.test",
                        "GH_ENTERPRISE_TOKEN",
                        PackagedCommand.OLD));
        builder.environment().putAll(more);
        var ended = LauncherFixture.finish(builder.start());
        assertThat(ended.out() + ended.err()).doesNotContain(PackagedCommand.OLD, PASSWORD, "p%40ssword");
        return ended;
    }
}
