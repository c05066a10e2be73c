package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.rotation.RotationReport.RotationSummary;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Over a store in memory, which is quick enough to try many mishaps. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class ResumeTest extends ResumeContract {

    private final ThreadLocal<RotationStore> store = ThreadLocal.withInitial(InMemoryRotationStore::new);

    ResumeTest() {
        super(5);
    }

    @Override
    protected RotationStore empty() {
        store.remove();
        return store.get();
    }

    @Override
    protected RotationStore again() {
        return store.get();
    }

    /** The second run, which writes again what was lost, dies after each of its effects; the third one completes. */
    @Test
    void writesAgainWhatWasLostWhereverTheRunThatFoundItDied() throws InterruptedException {
        ParallelCases.tryEach(20, after -> {
            try (var fixture = RotationFixture.of(4).oneAtATime()) {
                fixture.store = empty();
                fixture.rotate();
                fixture.time.move(Duration.ofMinutes(5));
                fixture.repository(2).withoutSecret();
                fixture.repository(4).withSecret("GH_PAT", "another", fixture.clock.instant());
                fixture.gitHub.forgetsRequests();
                var crashPoint = new CrashPoint(after);
                fixture.gitHub.onRequest("PUT", ".*").from(1).comesAfter(crashPoint::happened);
                fixture.store = mortal(fixture.store, crashPoint);
                try {
                    fixture.rotate();
                } catch (CrashPoint.Killed ignored) {
                    // The next run finds what it left.
                }
                fixture.store = again();
                fixture.gitHub.clearFaults();
                fixture.time.move(Duration.ofMinutes(2));
                var report = fixture.rotate();
                assertTrue(fixture, report, after);
                assertThat(report.rotation().head().state())
                        .as("after %d", after)
                        .isEqualTo(RotationState.COMPLETE);
                assertThat(fixture.holding(RotationFixture.NEW))
                        .as("after %d", after)
                        .isEqualTo(fixture.names());
                assertThat(fixture.writes()).as("writes after %d", after).isBetween(2, 3);
            }
        });
    }

    /** Whatever fails and wherever it dies: what is said to be updated is, and nothing is left out. */
    @Test
    void neverReportsARepositoryUpdatedThatIsNot() throws InterruptedException {
        ParallelCases.tryEach(60, seed -> {
            var random = new SplittableRandom(seed);
            try (var fixture = RotationFixture.of(1 + random.nextInt(12))) {
                mishaps(random, fixture);
                try {
                    assertTrue(
                            fixture,
                            fixture.rotate(random.nextBoolean() ? fixture.request() : fixture.continuing()),
                            seed);
                } catch (RotationRefusedException | GitHubException nothingWritten) {
                    assertThat(fixture.holding(RotationFixture.NEW)).isEmpty();
                }
                fixture.gitHub.clearFaults();
                fixture.repositories.values().forEach(repository -> repository.unarchived());
                fixture.time.move(Duration.ofMinutes(90));
                var report = fixture.rotate();
                assertTrue(fixture, report, seed);
                assertThat(report.rotation().head().state()).as("seed %d", seed).isEqualTo(RotationState.COMPLETE);
                assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            }
        });
    }

    private static void mishaps(SplittableRandom random, RotationFixture fixture) {
        for (int count = random.nextInt(5); count > 0; count--) {
            String method = random.nextInt(3) == 0 ? "GET" : "PUT";
            var script = fixture.gitHub.onRequest(method, ".*").nth(1 + random.nextInt(20));
            switch (random.nextInt(7)) {
                case 0 -> script.answers(403, Map.of(), "{\"message\":\"Must have admin rights to Repository.\"}");
                case 1 -> script.answers(500, Map.of(), "oops");
                case 2 -> script.cutsTheConnection();
                case 3 -> script.cutsTheConnectionAfterwards();
                case 4 -> script.answers(429, Map.of("retry-after", "7"), "{\"message\":\"slow down\"}");
                case 5 -> script.answersGarbage();
                default -> {
                    int unlucky = 1 + random.nextInt(fixture.names().size());
                    script.comesAfter(() -> fixture.repository(unlucky).archived());
                }
            }
        }
    }

    private static void assertTrue(RotationFixture fixture, RotationReport report, int seed) {
        List<RepositoryName> said = report.rotation().outcomes().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Outcome.Updated)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        assertThat(fixture.holding(RotationFixture.NEW)).as("seed %d", seed).containsAll(said);
        assertThat(report.rotation().outcomes().keySet()).containsExactlyElementsOf(fixture.names());
        RotationSummary summary = report.summary();
        assertThat(summary.updated() + summary.already() + summary.failed() + summary.pending())
                .isEqualTo(fixture.names().size());
    }
}
