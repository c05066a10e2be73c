package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SingleAuditRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final SequentialExecutor worker = new SequentialExecutor();
    private final GracefulExecutor gracefulExecutor = new GracefulExecutor(worker);
    private final Queue<SingleAuditRunner.AuditRunResult> results = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        worker.shutdownNow();
    }

    @Test
    void letsOneThroughAtATime() throws Exception {
        var goOn = new CountDownLatch(1);
        var audits = gate(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return audited(true);
        });

        assertThat(audits.begin()).isTrue();
        assertThat(audits.begin()).isFalse();
        goOn.countDown();
        worker.finish();
        assertThat(audits.begin()).isTrue();
        assertThat(gracefulExecutor.end(LONG)).isTrue();
        assertThat(results)
                .containsExactly(SingleAuditRunner.AuditRunResult.COMPLETE, SingleAuditRunner.AuditRunResult.COMPLETE);
    }

    @Test
    void tellsAnAuditThatCouldNotReadEverythingFromOneThatFailed() {
        gate(() -> audited(false)).begin();
        gate(() -> {
                    throw new IllegalStateException("made for a test");
                })
                .begin();

        assertThat(gracefulExecutor.end(LONG)).isTrue();
        assertThat(results)
                .containsExactlyInAnyOrder(
                        SingleAuditRunner.AuditRunResult.INCOMPLETE, SingleAuditRunner.AuditRunResult.FAILED);
    }

    @Test
    void letsNoneThroughWhenTheShiftIsOver() {
        var audits = gate(() -> audited(true));
        gracefulExecutor.end(LONG);

        assertThat(audits.begin()).isFalse();
        assertThat(results).isEmpty();
    }

    private SingleAuditRunner gate(Supplier<AuditRecord> audit) {
        return new SingleAuditRunner(audit, gracefulExecutor, results::add);
    }

    private static AuditRecord audited(boolean complete) {
        return new AuditRecord(
                new SecretName("GH_PAT"),
                Instant.parse("2026-11-23T08:00:00Z"),
                complete,
                new Audit.AuditSummary(1, 0, complete ? 0 : 1),
                0,
                Duration.ofSeconds(1),
                2,
                TokenStatus.unknown(),
                Optional.empty(),
                TestTokens.unknownCredential(),
                List.of(),
                List.of());
    }
}
