package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.SecretLeakCheck;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.sandbox.SandboxInstallation;
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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read as a GitHub App, and what they say when it cannot. */
@QuarkusTest
@WithTestResource(LocalGitHub.class)
class GitHubAppCommandTest {

    @RegisterExtension
    final SecretLeakCheck key =
            new SecretLeakCheck(TestApps.pkcs8().lines().toList().get(3));

    @Inject
    TestCommands commands;

    private CliFixture fixture;
    private Path keyFile;
    private SandboxInstallation installation;
    private SecretValue token = SecretValue.of("unset");

    @BeforeEach
    void settle(@TempDir Path directory) throws IOException {
        keyFile = Files.writeString(directory.resolve("app.pem"), TestApps.pkcs8());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        installation = LocalGitHub.gitHub()
                .hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
                .installedOn("villages")
                .granting("secrets=read");
        var credentials = TestCredentials.app(
                Map.of(
                        "ccat.pat.github.app.client-id",
                        TestApps.CLIENT_ID,
                        "ccat.pat.github.app.private-key",
                        keyFile.toString()),
                "villages",
                version -> new Vault());
        fixture = new CliFixture(
                commands.with(TestSecretReader.ofTokens(version -> new Vault()), credentials), directory, 3);
        token = SecretValue.of(fixture.oldToken);
        fixture.write("repos:\n  " + fixture.names().get(1) + ":\n  "
                + fixture.names().get(2) + ":\n");
    }

    @AfterEach
    void uninstall() {
        LocalGitHub.gitHub().hasApp(TestApps.CLIENT_ID, TestApps.publicKey()).uninstalledFrom("villages");
    }

    @Test
    void auditsAfterTheTokenHasExpiredAndSaysSo() {
        LocalGitHub.gitHub().hasToken(fixture.oldToken).expiringAt(Instant.now().minusSeconds(60));

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
    void saysWhichRepositoryWasNotSelected() {
        installation.onlyOn(fixture.names().get(1));

        var ran = audit();

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out())
                .contains("the App ccat is not installed on " + fixture.names().get(2))
                .contains("/settings/installations/" + installation.id());
    }

    private CliFixture.Ran audit() {
        var ran = fixture.run(
                "",
                fixture.onThis(
                        "status",
                        "--wait",
                        "0s",
                        "--repo=" + fixture.names().get(1),
                        "--repo=" + fixture.names().get(2)));
        key.record(ran);
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
