package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.SecretLeakCheck;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.sandbox.SandboxInstallation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A GitHub App writes: its tokens end while a rotation runs. Time passes only in pauses. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubAppRotationTest {

    private static final String MINTS = "/app/installations/\\d+/access_tokens";

    @RegisterExtension
    final SecretLeakCheck tokens = new SecretLeakCheck("InstallationTokenOfTheSandbox");

    @RegisterExtension
    final SecretLeakCheck key =
            new SecretLeakCheck(TestApps.pkcs8().lines().toList().get(3));

    private Path directory = Path.of("");

    @BeforeEach
    void settle(@TempDir Path empty) {
        directory = empty;
    }

    private RotationServiceFixture service(RotationFixture fixture) {
        var service = new RotationServiceFixture(fixture, directory).writtenByApp();
        service.vault.put(RotationServiceFixture.NEW);
        return service;
    }

    private static SandboxInstallation installed(RotationFixture fixture) {
        return fixture.gitHub
                .hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
                .installedOn("acme")
                .granting("secrets=write");
    }

    @Test
    void aLongRotationCrossesThreeEndsOfATokenAndASuspension() {
        try (var fixture = RotationFixture.of(1000)) {
            var start = fixture.clock.instant();
            var suspension = start.plusSeconds(3660);
            installed(fixture).suspendedBetween(suspension, suspension.plusSeconds(60));
            var service = service(fixture).set("ccat.pat.github.writes-per-hour", "300");

            var head = service.open().slice(service.begin().rotation().head().id(), Duration.ofHours(6));

            assertThat(head.state()).as(String.valueOf(head.reason())).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).hasSize(1000);
            assertThat(Duration.between(start, fixture.clock.instant())).isGreaterThan(Duration.ofHours(3));
            assertThat(fixture.gitHub.count("POST", MINTS)).isBetween(4, 20);
            assertThat(fixture.gitHub.requests())
                    .anyMatch(request -> request.path().matches(MINTS)
                            && !request.at().isBefore(suspension)
                            && request.at().isBefore(suspension.plusSeconds(60)));
            assertThat(fixture.gitHub.limitAnswers()).isZero();
            tokens.record(fixture.store.newest(5));
            key.record(fixture.store.newest(5));
        }
    }

    /** Without GraphQL each of both asks for each repository: 1,140 points, of which GitHub allows either of them 900 a minute. */
    @Test
    void theTokenIsTriedAtAPaceOfItsOwn() {
        try (var fixture = RotationFixture.of(380)) {
            installed(fixture);
            fixture.gitHub.limitedTo(RateLimits.published());
            fixture.gitHub.onRequest("POST", "/graphql").answers(404, "{\"message\":\"Not Found\"}");
            var service = service(fixture);
            var start = fixture.clock.instant();

            service.open().slice(service.begin().rotation().head().id(), Duration.ofMinutes(2));

            assertThat(fixture.gitHub.limitAnswers()).isZero();
            assertThat(fixture.gitHub.requests().stream()
                            .filter(request -> request.method().equals("PUT"))
                            .findFirst()
                            .orElseThrow()
                            .at())
                    .isBefore(start.plusSeconds(30));
            assertThat(fixture.gitHub.requests().stream().filter(request -> request.header("authorization")
                            .filter(sent -> sent.endsWith(RotationServiceFixture.NEW))
                            .isPresent()))
                    .hasSizeGreaterThan(380);
        }
    }

    @Test
    void isResumedByOtherProcesses() {
        try (var fixture = RotationFixture.of(600)) {
            installed(fixture);
            var service = service(fixture).set("ccat.pat.github.writes-per-hour", "300");

            var heads = service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofMinutes(10));

            assertThat(heads).hasSizeGreaterThan(1);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).hasSize(600);
        }
    }

    @Test
    void refusesBeforeTheFirstWriteWhenTheAppMayNotWriteOrIsNotSelected() {
        try (var fixture = RotationFixture.of(3)) {
            var installation = installed(fixture).onlyOn("acme/r001", "acme/r002");
            var service = service(fixture);

            var unselected =
                    service.open().slice(service.begin().rotation().head().id(), Duration.ofMinutes(10));

            assertThat(unselected.state()).isEqualTo(RotationState.REFUSED);
            assertThat(unselected.reason().orElseThrow())
                    .contains(
                            "the App ccat no token to write",
                            " is not selected for it, or does not exist under that name")
                    .contains("/settings/installations/" + installation.id());
            installation.granting("secrets=read");
            var powerless =
                    service.open().slice(service.begin().rotation().head().id(), Duration.ofMinutes(10));

            assertThat(powerless.reason().orElseThrow()).contains("the App ccat lacks \"Secrets: write\" on acme");
            assertThat(fixture.writes()).isZero();
        }
    }
}
