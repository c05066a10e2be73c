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

    /** Opens a store that holds nothing yet, and that this thread alone uses. */
    protected abstract RotationStore empty();

    /** Opens again what this thread opened last, as another process would after the first has died. */
    protected abstract RotationStore again();

    /** The way to {@code store}, which was opened last, of a process that {@code crashPoint} ends. */
    protected RotationStore mortal(RotationStore store, CrashPoint crashPoint) {
        return crashPoint.guard(store);
    }

    @Test
    void endsInTheSameStateWhereverTheFirstRunDied() throws InterruptedException {
        int effects = effectsOfAWholeRun();
        assertThat(effects).isGreaterThan(3 * size);
        ParallelCases.tryEach(effects, after -> {
            try (var fixture = fixture(size).oneAtATime()) {
                assertThat(diesAfter(after, fixture))
                        .as("dies after %d effects", after)
                        .isTrue();
                var report = resume(fixture);
                assertThat(fixture.holding(RotationFixture.NEW))
                        .as("after %d effects", after)
                        .isEqualTo(fixture.names());
                assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
                assertThat(report.summary().updated() + report.summary().already())
                        .isEqualTo(size);
                assertThat(fixture.writes())
                        .as("writes after %d effects", after)
                        .isBetween(size, size + 1);
                assertThat(fixture.store.ledger(RotationFixture.SECRET)).hasSize(size);
                assertThat(fixture.store.newest(5))
                        .containsExactly(report.rotation().head());
            }
        });
    }

    @Test
    void endsInTheSameStateThoughSeveralWritesWereUnderWay() throws InterruptedException {
        int many = 2 * size + 2;
        ParallelCases.tryEach(Math.ceilDiv(3 * many, size), number -> {
            try (var fixture = fixture(many)) {
                diesAfter(number * size, fixture);
                var report = resume(fixture);
                assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
                assertThat(report.rotation().outcomes().values())
                        .hasSize(many)
                        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Updated.class));
            }
        });
    }

    @Test
    void aSecondRotationThatComesInBetweenIsRefusedAndTheFirstGoesOn() {
        try (var fixture = fixture(size).oneAtATime()) {
            var second = new AtomicReference<@Nullable Throwable>();
            fixture.gitHub
                    .onRequest("PUT", ".*")
                    .nth(2)
                    .comesAfter(() ->
                            second.set(catchThrowable(() -> fixture.rotate(fixture.request(RotationFixture.OLD)))));
            var report = fixture.rotate();
            assertThat(second.get())
                    .isInstanceOf(RotationStore.LeaseHeldException.class)
                    .hasMessageContaining("a test, since");
            assertThat(report.rotation().head().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.writes()).isEqualTo(size);
        }
    }

    /** The first run sleeps past its lease; a second one takes over and completes; then the first wakes up. */
    @Test
    void aRunThatLostItsLeaseRecordsNothingMore() {
        try (var fixture = fixture(size).oneAtATime()) {
            fixture.gitHub.onRequest("PUT", ".*").nth(2).comesAfter(() -> {
                fixture.time.move(Duration.ofMinutes(2));
                fixture.rotate();
            });
            assertThatExceptionOfType(RotationStore.LeaseLostException.class).isThrownBy(fixture::rotate);
            var rotation = fixture.store.newest(5);
            assertThat(rotation).singleElement().satisfies(head -> assertThat(head.state())
                    .isEqualTo(RotationState.COMPLETE));
            assertThat(fixture.store.ledger(RotationFixture.SECRET)).hasSize(size);
            assertThat(fixture.holding(RotationFixture.NEW)).isEqualTo(fixture.names());
            assertThat(fixture.writes()).isEqualTo(size + 1);
        }
    }

    private RotationFixture fixture(int repositories) {
        var fixture = RotationFixture.of(repositories);
        fixture.store = empty();
        return fixture;
    }

    private int effectsOfAWholeRun() {
        try (var fixture = fixture(size).oneAtATime()) {
            var crashPoint = new CrashPoint(Integer.MAX_VALUE);
            rotate(fixture, crashPoint);
            return crashPoint.effects();
        }
    }

    private boolean diesAfter(int after, RotationFixture fixture) {
        try {
            rotate(fixture, new CrashPoint(after));
            return false;
        } catch (CrashPoint.Killed ignored) {
            return true;
        }
    }

    private void rotate(RotationFixture fixture, CrashPoint crashPoint) {
        fixture.gitHub.onRequest("PUT", ".*").from(1).comesAfter(crashPoint::happened);
        fixture.store = mortal(fixture.store, crashPoint);
        try {
            fixture.rotate();
        } finally {
            fixture.store = again();
            fixture.gitHub.clearFaults();
        }
    }

    private static RotationReport resume(RotationFixture fixture) {
        fixture.time.move(Duration.ofMinutes(2));
        return fixture.rotate();
    }
}
