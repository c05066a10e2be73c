package io.github.ccatobs.pat.retirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.InMemoryAuditHistory;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.KnownRetirable;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenState;
import io.github.ccatobs.pat.audit.TestAuditServices;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.graph.TestGraphLoaders;
import io.github.ccatobs.pat.notification.TestNotifications;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.rotation.ParallelCases;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.TestRotations;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Wherever the retirement of the old token was cut off, the next run ends it, and the current token is never touched. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RevocationResumeTest {

    private static final String AUDITOR = "ghp_aCv3XqRb7Zk1Lm9Np5Ts2Wd8Yf4Gh03zHfGJ";
    private static final String OLD = "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";
    private static final String CURRENT = "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";

    /** The work of a process from its start to its end, where {@code world} is as it is. */
    private interface RetirementRun {
        void in(RotatedSecret world, CrashingProcess process);
    }

    @Test
    void aPersonsRevocationEndsWellWhereverTheFirstRunDied(@TempDir Path directory) throws Exception {
        diesAtEveryStep(directory, RotatedSecret::retireAndRevoke);
    }

    @Test
    void anAuditsRevocationEndsWellWhereverTheFirstRunDied(@TempDir Path directory) throws Exception {
        diesAtEveryStep(directory, RotatedSecret::follow);
    }

    private static void diesAtEveryStep(Path directory, RetirementRun run) throws Exception {
        var worlds = new LinkedBlockingQueue<RotatedSecret>();
        for (int number = 0; number < ParallelCases.AT_A_TIME; number++) {
            worlds.add(new RotatedSecret(Files.createDirectory(directory.resolve("world-" + number))));
        }
        try {
            var first = worlds.element();
            var whole = new CrashingProcess(Integer.MAX_VALUE);
            run.in(first, whole);
            assertThat(first.status(OLD)).isEqualTo(401);
            var afterTheDeath = new AtomicIntegerArray(whole.steps());
            ParallelCases.tryEach(whole.steps(), last -> {
                var world = worlds.take();
                try {
                    afterTheDeath.set(last, diesAfter(last, world, run));
                } finally {
                    worlds.add(world);
                }
            });
            assertThat(IntStream.range(0, whole.steps()).mapToObj(afterTheDeath::get))
                    .contains(200, 401)
                    .isSortedAccordingTo(Integer::compare);
            assertThat(worlds).allSatisfy(RotatedSecret::revokedNothingElse);
        } finally {
            worlds.forEach(RotatedSecret::close);
        }
    }

    /** The status of the old token after the death. */
    private static int diesAfter(int last, RotatedSecret world, RetirementRun run) throws Exception {
        world.accept(OLD);
        var process = new CrashingProcess(last);
        var death = catchThrowable(() -> run.in(world, process));
        assertThat(process.isDead()).as("after %d steps: %s", last, death).isEqualTo(death != null);
        int afterTheDeath = world.status(OLD);
        assertThat(world.status(CURRENT)).as("after %d steps", last).isEqualTo(200);

        world.later();
        run.in(world, new CrashingProcess(Integer.MAX_VALUE));
        assertThat(world.status(OLD)).as("again, after %d steps", last).isEqualTo(401);
        assertThat(world.status(CURRENT)).as("again, after %d steps", last).isEqualTo(200);
        return afterTheDeath;
    }

    /** A secret that was rotated twice, and the GitHub that holds it. */
    private static final class RotatedSecret implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final TestRotations rotations;
        private final GitHubClientFactory clients;

        RotatedSecret(Path directory) {
            rotations = TestRotations.of(1, directory);
            clients = rotations.clients();
            rotations.gitHub().hasToken(AUDITOR).of("auditor").withScopes("repo", "admin:org");
            assertThat(rotations.rotate(OLD).state()).isEqualTo(RotationState.COMPLETE);
            rotations.time().move(Duration.ofHours(1));
            assertThat(rotations.rotate(CURRENT).state()).isEqualTo(RotationState.COMPLETE);
            rotations.time().move(Duration.ofDays(1));
        }

        @Override
        public void close() {
            rotations.close();
        }

        void revokedNothingElse() {
            assertThat(rotations.gitHub().requests().stream()
                            .filter(request -> request.path().equals("/credentials/revoke")))
                    .allSatisfy(request -> {
                        assertThat(request.header("authorization")).isEmpty();
                        assertThat(request.body()).isEqualTo("{\"credentials\":[\"" + OLD + "\"]}");
                    });
        }

        /** As {@code ccat pat retire --token-from secretsmanager:AWSPREVIOUS --revoke --yes}. */
        void retireAndRevoke(CrashingProcess process) {
            var vault = process.reaching(SecretReader.class, rotations.vault());
            var credentials = TestCredentials.none(version -> vault.at(version));
            var gates = gates(process);
            var order = new RetirementOrder(
                    rotations.secret(), this::graph, this::environment, TimeBudget.each(Duration.ofMinutes(1)), false);
            var report = gates.with(credentials)
                    .judge(order, vault.at(TokenVersion.PREVIOUS).receive());
            report.token().ifPresent(token -> gates.revoking(credentials).revoke(token, "a test"));
        }

        /** As an unattended audit does a day after it said that the old token can be revoked. */
        void follow(CrashingProcess process) {
            var vault = process.reaching(SecretReader.class, rotations.vault());
            var now = rotations.clock().instant();
            var request = new AuditRequest(
                    rotations.secret(),
                    this::graph,
                    DependencyGraph::repositories,
                    true,
                    AuditScope.narrow(),
                    false,
                    TimeBudget.each(Duration.ofMinutes(1)),
                    this::environment);
            var state = gates(process)
                    .following(
                            Settings.of(
                                    TokenSettings.class,
                                    Map.of("ccat.pat.token.secret-id", "gh-pat", "ccat.pat.token.revoke-old", "true")),
                            vault,
                            TestCredentials.none(version -> vault.at(version)),
                            rotations.clock())
                    .follow(
                            request,
                            Optional.of(new KnownRetirable(
                                    now.minus(Duration.ofHours(23).plusMinutes(30)), false)))
                    .state();
            assertThat(state).isInstanceOf(OldTokenState.Rejected.class);
        }

        private TestRetirement gates(CrashingProcess process) {
            var history = new InMemoryAuditHistory();
            var notifications = new TestNotifications(history, rotations.clock());
            clients.onCall(process.listener());
            var graphs = TestGraphLoaders.loader(rotations.settings(GraphSettings.class), clients);
            return new TestRetirement(
                    clients,
                    graphs,
                    TestAuditServices.of(rotations, clients, history, notifications.notifier())
                            .with(TestCredentials.ofEnvironment()),
                    rotations.rotator(),
                    process.reaching(RotationStore.class, rotations.store()),
                    rotations.settings(RotationSettings.class),
                    rotations.clock(),
                    rotations.time()::sleep);
        }

        private GraphSource graph() {
            return GraphSource.parse(rotations.graph().toString());
        }

        private Optional<String> environment(String name) {
            return Optional.of(AUDITOR).filter(token -> name.equals("GITHUB_TOKEN"));
        }

        /** The lease of the dead has ended, and so has the hour of a limit. */
        void later() {
            rotations.time().move(Duration.ofHours(2));
        }

        void accept(String token) {
            rotations.gitHub().hasToken(token).accepted();
            later();
        }

        int status(String token) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(rotations.gitHub().url() + "/user"))
                    .header("Authorization", "Bearer " + token)
                    .header("User-Agent", "a-test")
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
