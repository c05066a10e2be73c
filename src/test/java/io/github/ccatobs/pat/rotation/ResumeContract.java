package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In every store, the next run can finish the work of a run that died; and two runs never write at once. */
public abstract class ResumeContract {

    private final int size;

    /** Rotates over {@code size} repositories. */
    protected ResumeContract(int size) {
        this.size = size;
    }

    /** Opens a store that holds nothing yet. */
    protected abstract RotationStore empty();

    /** Opens again what was opened last, as another process would after the first has died. */
    protected abstract RotationStore again();

    /** The way to {@code store}, which was opened last, of a process that {@code crashPoint} ends. */
    protected RotationStore mortal(RotationStore store, CrashPoint crashPoint) {
        return crashPoint.guard(store);
    }

    @Test
    void endsInTheSameStateWhereverTheFirstRunDied() {
        int effects = effectsOfAWholeRun();
        assertThat(effects).isGreaterThan(3 * size);
        for (int after = 0; after < effects; after++) {
            try (var town = town(size).oneAtATime()) {
                assertThat(diesAfter(after, town))
                        .as("dies after %d effects", after)
                        .isTrue();
                var report = resume(town);
                assertThat(town.holding(RotationFixture.NEW))
                        .as("after %d effects", after)
                        .isEqualTo(town.names());
                assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
                assertThat(report.summary().updated() + report.summary().already())
                        .isEqualTo(size);
                assertThat(town.writes()).as("writes after %d effects", after).isBetween(size, size + 1);
                assertThat(town.store.ledger(RotationFixture.SECRET)).hasSize(size);
                assertThat(town.store.newest(5))
                        .containsExactly(report.rotation().head());
            }
        }
    }

    @Test
    void endsInTheSameStateThoughSeveralWritesWereUnderWay() {
        int many = 2 * size + 2;
        for (int after = 0; after < 3 * many; after += size) {
            try (var town = town(many)) {
                diesAfter(after, town);
                var report = resume(town);
                assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
                assertThat(report.rotation().outcomes().values())
                        .hasSize(many)
                        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Updated.class));
            }
        }
    }

    @Test
    void aSecondRotationThatComesInBetweenIsRefusedAndTheFirstGoesOn() {
        try (var town = town(size).oneAtATime()) {
            var second = new AtomicReference<@Nullable Throwable>();
            town.gitHub
                    .onRequest("PUT", ".*")
                    .nth(2)
                    .comesAfter(() -> second.set(catchThrowable(() -> town.rotate(town.request(RotationFixture.OLD)))));
            var report = town.rotate();
            assertThat(second.get())
                    .isInstanceOf(RotationStore.LeaseHeldException.class)
                    .hasMessageContaining("a test, since");
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
            assertThat(town.writes()).isEqualTo(size);
        }
    }

    /** The first run sleeps past its lease; a second one takes over and completes; then the first wakes up. */
    @Test
    void aRunThatLostItsLeaseRecordsNothingMore() {
        try (var town = town(size).oneAtATime()) {
            town.gitHub.onRequest("PUT", ".*").nth(2).comesAfter(() -> {
                town.time.move(Duration.ofMinutes(2));
                town.rotate();
            });
            assertThatExceptionOfType(RotationStore.LeaseLostException.class).isThrownBy(town::rotate);
            var rotation = town.store.newest(5);
            assertThat(rotation).singleElement().satisfies(head -> assertThat(head.state())
                    .isEqualTo(RotationState.COMPLETE));
            assertThat(town.store.ledger(RotationFixture.SECRET)).hasSize(size);
            assertThat(town.holding(RotationFixture.NEW)).isEqualTo(town.names());
            assertThat(town.writes()).isEqualTo(size + 1);
        }
    }

    private RotationFixture town(int repositories) {
        var town = RotationFixture.of(repositories);
        town.store = empty();
        return town;
    }

    private int effectsOfAWholeRun() {
        try (var town = town(size).oneAtATime()) {
            var crashPoint = new CrashPoint(Integer.MAX_VALUE);
            rotate(town, crashPoint);
            return crashPoint.effects();
        }
    }

    private boolean diesAfter(int after, RotationFixture town) {
        try {
            rotate(town, new CrashPoint(after));
            return false;
        } catch (CrashPoint.Killed ignored) {
            return true;
        }
    }

    private void rotate(RotationFixture town, CrashPoint crashPoint) {
        town.gitHub.onRequest("PUT", ".*").from(1).comesAfter(crashPoint::happened);
        town.store = mortal(town.store, crashPoint);
        try {
            town.rotate();
        } finally {
            town.store = again();
            town.gitHub.mend();
        }
    }

    private static RotationReport resume(RotationFixture town) {
        town.time.move(Duration.ofMinutes(2));
        return town.rotate();
    }
}
