package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RotationRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final RotationId ID = new RotationId("20261123-080000-abcd");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SequentialExecutor worker = new SequentialExecutor();
    private final GracefulExecutor gracefulExecutor = new GracefulExecutor(worker);
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger slices = new AtomicInteger();

    @AfterEach
    void end() {
        worker.shutdownNow();
    }

    @Test
    void runsSliceAfterSliceUntilTheRotationEnds() throws Exception {
        run(waiting(NOW.plusSeconds(90)), waiting(NOW), waiting(NOW.minusSeconds(5)), head(RotationState.COMPLETE));

        assertThat(slices).hasValue(4);
        assertThat(pauses).containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void leavesARotationToWhoeverRunsIt() throws Exception {
        run(head(RotationState.RUNNING));

        assertThat(slices).hasValue(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void runsTheSameRotationOnceThoughItIsHandedOverTwice() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var runner = runner((id, over) -> {
            slices.incrementAndGet();
            begun.countDown();
            await(goOn);
            return head(RotationState.COMPLETE);
        });
        runner.run(ID);
        begun.await();
        runner.run(ID);
        goOn.countDown();

        assertThat(gracefulExecutor.end(LONG)).isTrue();
        assertThat(slices).hasValue(1);
    }

    @Test
    void runsItAgainAfterItHasEndedOrFailed() throws Exception {
        Queue<Runnable> turns = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("made for a test");
                },
                () -> {}));
        var runner = runner((id, over) -> {
            slices.incrementAndGet();
            turns.remove().run();
            return head(RotationState.COMPLETE);
        });
        for (int run = 1; run <= 2; run++) {
            runner.run(ID);
            worker.finish();

            assertThat(slices).hasValue(run);
        }
        assertThat(gracefulExecutor.end(LONG)).isTrue();
    }

    @Test
    void endsASliceWhenTheShiftIsOverAndBeginsNoOther() throws Exception {
        var begun = new CountDownLatch(1);
        var told = new AtomicBoolean();
        var runner = runner((id, over) -> {
            slices.incrementAndGet();
            assertThat(over.getAsBoolean()).isFalse();
            begun.countDown();
            awaitShutdown();
            told.set(over.getAsBoolean());
            return waiting(NOW);
        });
        runner.run(ID);
        begun.await();

        assertThat(gracefulExecutor.end(LONG)).isTrue();
        assertThat(told).isTrue();
        runner.run(ID);
        assertThat(slices).hasValue(1);
    }

    private void awaitShutdown() {
        try {
            worker.awaitShutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(RotationHeader... heads) throws Exception {
        Queue<RotationHeader> left = new ArrayDeque<>(List.of(heads));
        runner((id, over) -> {
                    slices.incrementAndGet();
                    return left.remove();
                })
                .run(ID);
        worker.finish();
        assertThat(gracefulExecutor.end(LONG)).isTrue();
    }

    private RotationRunner runner(RotationRunner.Slices work) {
        return new RotationRunner(work, gracefulExecutor, Clock.fixed(NOW, ZoneOffset.UTC), pauses::add);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RotationHeader waiting(Instant until) {
        return head(RotationState.WAITING, Optional.of(until));
    }

    private static RotationHeader head(RotationState state) {
        return head(state, Optional.empty());
    }

    private static RotationHeader head(RotationState state, Optional<Instant> until) {
        return new RotationHeader(
                ID,
                state,
                new SecretName("GH_PAT"),
                Fingerprint.of(SecretValue.of("a token of this test")),
                new TokenExpiry.Unknown(),
                Optional.of("version"),
                NOW,
                "a test",
                Optional.empty(),
                until,
                Optional.empty(),
                false);
    }
}
