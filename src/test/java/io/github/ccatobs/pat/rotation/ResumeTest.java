package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.RotationReport.Summary;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A run that dies after any of its effects, and the run that finishes the job. */
@QuarkusTest
class ResumeTest {

    private static final int SIZE = 5;

    @Test
    void endsInTheSameStateWhereverTheFirstRunDied() {
        int effects = effectsOfAWholeRun();
        assertThat(effects).isGreaterThan(3 * SIZE);
        for (int after = 0; after < effects; after++) {
            try (var town = Town.of(SIZE).oneAtATime()) {
                assertThat(diesAfter(after, town))
                        .as("dies after %d effects", after)
                        .isTrue();
                var report = resume(town);
                assertThat(town.holding(Town.NEW)).as("after %d effects", after).isEqualTo(town.names());
                assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
                assertThat(report.summary().updated() + report.summary().already())
                        .isEqualTo(SIZE);
                assertThat(town.writes()).as("writes after %d effects", after).isBetween(SIZE, SIZE + 1);
                assertThat(town.store.ledger(Town.SECRET)).hasSize(SIZE);
            }
        }
    }

    @Test
    void endsInTheSameStateThoughSeveralWritesWereUnderWay() {
        for (int after = 0; after < 40; after += 3) {
            try (var town = Town.of(12)) {
                diesAfter(after, town);
                var report = resume(town);
                assertThat(town.holding(Town.NEW)).isEqualTo(town.names());
                assertThat(report.rotation().outcomes().values()).hasSize(12).allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOf(Outcome.Updated.class));
            }
        }
    }

    /** Whatever fails and wherever it dies: what is said to be updated is, and nothing is left out. */
    @Test
    void neverReportsARepositoryUpdatedThatIsNot() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            try (var town = Town.of(1 + random.nextInt(12))) {
                mishaps(random, town);
                try {
                    assertTrue(town, town.rotate(random.nextBoolean() ? town.request() : town.continuing()), seed);
                } catch (RotationRefused refused) {
                    assertThat(town.holding(Town.NEW)).isEmpty();
                }
                town.gitHub.mend();
                town.repositories.values().forEach(repository -> repository.unarchived());
                town.time.move(Duration.ofMinutes(90));
                var report = town.rotate();
                assertTrue(town, report, seed);
                assertThat(report.rotation().head().state()).as("seed %d", seed).isEqualTo(RotationState.COMPLETE);
                assertThat(town.holding(Town.NEW)).isEqualTo(town.names());
            }
        }
    }

    private static void mishaps(SplittableRandom random, Town town) {
        for (int count = random.nextInt(5); count > 0; count--) {
            String method = random.nextInt(3) == 0 ? "GET" : "PUT";
            var script = town.gitHub.onRequest(method, ".*").nth(1 + random.nextInt(20));
            switch (random.nextInt(7)) {
                case 0 -> script.answers(403, Map.of(), "{\"message\":\"Must have admin rights to Repository.\"}");
                case 1 -> script.answers(500, Map.of(), "oops");
                case 2 -> script.cutsTheConnection();
                case 3 -> script.cutsTheConnectionAfterwards();
                case 4 -> script.answers(429, Map.of("retry-after", "7"), "{\"message\":\"slow down\"}");
                case 5 -> script.answersGarbage();
                default -> {
                    int unlucky = 1 + random.nextInt(town.names().size());
                    script.comesAfter(() -> town.repository(unlucky).archived());
                }
            }
        }
    }

    private static void assertTrue(Town town, RotationReport report, int seed) {
        List<RepositoryName> said = report.rotation().outcomes().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Outcome.Updated)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        assertThat(town.holding(Town.NEW)).as("seed %d", seed).containsAll(said);
        assertThat(report.rotation().outcomes().keySet()).containsExactlyElementsOf(town.names());
        Summary summary = report.summary();
        assertThat(summary.updated() + summary.already() + summary.failed() + summary.pending())
                .isEqualTo(town.names().size());
    }

    private static int effectsOfAWholeRun() {
        try (var town = Town.of(SIZE).oneAtATime()) {
            var death = new Death(Integer.MAX_VALUE);
            rotate(town, death);
            return death.effects();
        }
    }

    private static boolean diesAfter(int after, Town town) {
        try {
            rotate(town, new Death(after));
            return false;
        } catch (Death.Killed killed) {
            return true;
        }
    }

    private static void rotate(Town town, Death death) {
        var store = town.store;
        town.gitHub.onRequest("PUT", ".*").from(1).comesAfter(death::happened);
        town.store = new MortalStore(store, death);
        try {
            town.rotate();
        } finally {
            town.store = store;
            town.gitHub.mend();
        }
    }

    private static RotationReport resume(Town town) {
        town.time.move(Duration.ofMinutes(2));
        return town.rotate();
    }
}
