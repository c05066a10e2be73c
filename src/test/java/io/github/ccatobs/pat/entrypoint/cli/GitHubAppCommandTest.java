package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.github.SecretLeakCheck;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.sandbox.SandboxInstallation;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.github.ccatobs.pat.token.TokenSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read as a GitHub App, and what they say when it cannot. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubAppCommandTest {

    @RegisterExtension
    final SecretLeakCheck key =
            new SecretLeakCheck(TestApps.pkcs8().lines().toList().get(3));

    /** The head of each, in base64. */
    @RegisterExtension
    final SecretLeakCheck jwt = new SecretLeakCheck("eyJhbGciOiJSUzI1NiI");

    /** A part of each that the sandbox makes. */
    @RegisterExtension
    final SecretLeakCheck installationToken = new SecretLeakCheck("InstallationTokenOfTheSandbox");

    @Inject
    TestCommands commands;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Of each test its own, because tokens of an App are kept for as long as they live. */
    private final String clientId = TestApps.CLIENT_ID + NUMBER.incrementAndGet();

    private CliFixture fixture;
    private Path keyFile;
    private SandboxInstallation installation;
    private SecretValue token = SecretValue.of("unset");

    @BeforeEach
    void settle(@TempDir Path directory) throws IOException {
        keyFile = Files.writeString(directory.resolve("app.pem"), TestApps.pkcs8());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        installation = LocalGitHub.gitHub()
                .hasApp(clientId, TestApps.publicKey())
                .installedOn("villages")
                .granting("secrets=read");
        fixture = new CliFixture(
                commands.with(TestSecretReader.ofTokens(version -> new Vault()), credentials("villages")),
                directory,
                3);
        endsLater(fixture.newToken);
        token = SecretValue.of(fixture.oldToken);
        fixture.write("repos:\n  " + fixture.names().get(1) + ":\n  "
                + fixture.names().get(2) + ":\n");
    }

    private CredentialResolver credentials(String organization) {
        return TestCredentials.app(
                Map.of(
                        "ccat.pat.github.app.client-id",
                        clientId,
                        "ccat.pat.github.app.private-key",
                        keyFile.toString()),
                organization,
                version -> new Vault());
    }

    /** A grant is known by its owner and its end. */
    private static void endsLater(String value) {
        LocalGitHub.gitHub().hasToken(value).expiringAt(ApplicationClock.now().plus(Duration.ofDays(100)));
    }

    @AfterEach
    void uninstall() {
        LocalGitHub.gitHub().hasApp(clientId, TestApps.publicKey()).uninstalledFrom("villages");
    }

    @Test
    void auditsAfterTheTokenHasExpiredAndSaysSo() {
        LocalGitHub.gitHub()
                .hasToken(fixture.oldToken)
                .expiringAt(ApplicationClock.now().minusSeconds(60));

        var ran = audit();

        assertThat(ran.out().lines().filter(line -> line.contains("✓ present"))).hasSize(2);
        assertThat(ran.err()).contains("ccat[bot]").contains("GitHub rejects version v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
    void refusesAKeyThatOthersMayReadOrWrite(String mode) throws IOException {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(mode));

        var ran = audit();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("is open to others (" + mode + "): run chmod 600 on it");
    }

    /** So Kubernetes mounts a Secret where a Pod has an fsGroup. */
    @Test
    void readsAKeyThatItsGroupMayRead() throws IOException {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--r-----"));

        assertThat(audit().out().lines().filter(line -> line.contains("✓ present")))
                .hasSize(2);
    }

    @Test
    void saysWhatTheOrganisationGrantsTheTokenAndWhenItWasLastUsed() {
        installation.granting("secrets=read", "organization_personal_access_tokens=read");
        LocalGitHub.gitHub().hasToken(fixture.oldToken).lastUsedAt(Instant.parse("2026-11-29T12:00:00Z"));

        var ran = audit();

        assertThat(ran.err())
                .contains("villages grants " + fixture.secret
                        + " what it needs in 2 repositories; it was last used 2026-11-29T12:00:00Z.");
        assertThat(audit("--json").out())
                .contains("\"state\" : \"granted\"", "\"lastUsedAt\" : \"2026-11-29T12:00:00Z\"");
    }

    @Test
    void findsWhatTheOrganisationDoesNotGrantTheToken() {
        installation.granting("secrets=read", "organization_personal_access_tokens=read");
        LocalGitHub.gitHub()
                .hasToken(fixture.oldToken)
                .fineGrained("contents=read")
                .onlySees(fixture.names().get(1));

        assertThat(audit("--json").out())
                .contains(
                        "\"lacking\" : [ \"Actions: Read-only\" ]",
                        "\"missed\" : [ \"" + fixture.names().get(2) + "\" ]");
        assertThat(audit().err())
                .contains("villages does not grant " + fixture.secret + " Actions: Read-only; " + fixture.secret
                        + " is not for 1 repository: " + fixture.names().get(2) + ".\n");
    }

    @Test
    void saysThatTheTokenMayWaitForApprovalOrThatItIsNotTold() {
        assertThat(audit().err())
                .contains("note: GitHub does not say what is granted to " + fixture.secret
                        + ": the App ccat lacks \"Organization personal access tokens: read\" on villages");

        installation.granting("secrets=read", "organization_personal_access_tokens=read");
        LocalGitHub.gitHub().hasToken(fixture.oldToken).awaitingApproval();
        assertThat(audit().err())
                .contains("villages shows no grant that may be this token's: it may wait for approval");
    }

    @Test
    void saysWhichRepositoryWasNotSelected() {
        installation.onlyOn(fixture.names().get(1));

        var ran = audit();

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out())
                .contains("the App ccat is not installed on " + fixture.names().get(2))
                .contains("/settings/installations/" + installation.id());
    }

    @Test
    void rotatesChecksAndRetiresAsTheAppAndSaysWhenTheOldTokenWasLastUsed(@TempDir Path directory) {
        installation = LocalGitHub.gitHub()
                .hasApp(clientId, TestApps.publicKey())
                .installedOn("ccatobs")
                .granting(
                        "secrets=write",
                        "actions=read",
                        "environments=read",
                        "dependabot_secrets=read",
                        "organization_dependabot_secrets=read",
                        "organization_secrets=read",
                        "organization_personal_access_tokens=read");
        fixture = new CliFixture(
                commands.writing(TestSecretReader.ofTokens(version -> new Vault()), credentials("ccatobs")),
                directory,
                1);
        endsLater(fixture.newToken);
        LocalGitHub.gitHub().hasRepository("ccatobs/of-" + fixture.secret);
        fixture.write("repos:\n  of-" + fixture.secret + ":\n");
        token = SecretValue.of(fixture.newToken);
        assertThat(run(fixture.oldToken, "rotate", "--yes").code()).isZero();

        LocalGitHub.gitHub().hasToken(fixture.newToken).fineGrained("metadata=read");
        var refused = run(fixture.newToken, "check");
        assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(4);
        assertThat(refused.out())
                .containsPattern("✗ \\S+ +.*Actions")
                .contains("✗ grant          ccatobs does not grant it Actions: Read-only\n");
        LocalGitHub.gitHub().hasToken(fixture.newToken).fineGrained("actions=read");
        var checked = run(fixture.newToken, "check");
        assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
        assertThat(checked.out()).contains("ccatobs grants it what it needs in 2 of 2 repositories");
        assertThat(run(fixture.newToken, "rotate", "--yes").code()).isZero();
        assertThat(LocalGitHub.gitHub().requests().stream()
                        .filter(request ->
                                request.method().equals("PUT") && request.path().endsWith("/" + fixture.secret))
                        .map(request -> request.header("authorization").orElse("")))
                .isNotEmpty()
                .noneMatch(sent -> sent.contains("github_pat_"));

        LocalGitHub.gitHub().hasToken(fixture.oldToken).lastUsedAt(Instant.parse("2026-01-01T00:00:00Z"));
        var retired = run(fixture.oldToken, "retire", "--revoke", "--yes");
        assertThat(retired.code()).as(retired.out() + retired.err()).isZero();
        assertThat(retired.out())
                .contains(
                        "it was last used 2026-01-01T00:00:00Z, before the rotation was complete",
                        "of the organisation's Actions or Dependabot, an environment",
                        "the organisation's secrets for Codespaces were not looked at: ccatobs: the App ccat lacks"
                                + " Organization codespaces secrets: read on ccatobs")
                .endsWith("The old token is revoked: GitHub rejects it.\n");
        LocalGitHub.gitHub().hasApp(clientId, TestApps.publicKey()).uninstalledFrom("ccatobs");
    }

    private CliFixture.Ran run(String given, String command, String... more) {
        var ran = fixture.run(given + "\n", fixture.onThis(command, "--token-from", "stdin", more));
        leaks(ran);
        return ran;
    }

    private void leaks(CliFixture.Ran ran) {
        key.record(ran);
        jwt.record(ran);
        installationToken.record(ran);
    }

    private CliFixture.Ran audit(String... more) {
        var ran = fixture.run(
                "",
                Stream.concat(
                                Stream.of(fixture.onThis(
                                        "status",
                                        "--wait",
                                        "0s",
                                        "--repo=" + fixture.names().get(1),
                                        "--repo=" + fixture.names().get(2))),
                                Stream.of(more))
                        .toArray(String[]::new));
        leaks(ran);
        return ran;
    }

    private final class Vault implements TokenSource {
        @Override
        public ReceivedToken receive() {
            return new ReceivedToken(token, "the vault of this test", Optional.of("v1"));
        }

        @Override
        public boolean confirm(ReceivedToken received) {
            return true;
        }
    }
}
