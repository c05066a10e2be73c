package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.TokenRedactor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs one audit at a time, for the schedule and for callers. */
final class SingleAuditRunner {

    private static final Logger LOG = Logger.getLogger(SingleAuditRunner.class);

    /** How an audit can end. */
    enum AuditRunResult {
        /** Every repository was read. */
        COMPLETE,
        /** Some repositories could not be read. */
        INCOMPLETE,
        /** There is nothing to keep: no credential, no graph, no GitHub, no store. */
        FAILED
    }

    private final Supplier<AuditRecord> audit;
    private final GracefulExecutor gracefulExecutor;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Consumer<AuditRunResult> listener;

    /** Runs {@code audit}, and tells {@code listener} how each one ended. */
    SingleAuditRunner(
            Supplier<AuditRecord> audit, GracefulExecutor gracefulExecutor, Consumer<AuditRunResult> listener) {
        this.audit = audit;
        this.gracefulExecutor = gracefulExecutor;
        this.listener = listener;
    }

    /** Begins an audit, and gives whether it did: not while one is under way, nor when the service is to end. */
    boolean begin() {
        if (gracefulExecutor.isOver() || !underWay.compareAndSet(false, true)) {
            return false;
        }
        boolean begun = gracefulExecutor.start(this::run);
        if (!begun) {
            underWay.set(false);
        }
        return begun;
    }

    private void run() {
        var result = AuditRunResult.FAILED;
        try {
            result = result(audit.get());
        } catch (RuntimeException failure) {
            LOG.errorf("the audit failed: %s", TokenRedactor.of(String.valueOf(failure.getMessage())));
            LOG.debug("the audit failed", failure);
        } finally {
            underWay.set(false);
            listener.accept(result);
        }
    }

    private static AuditRunResult result(AuditRecord made) {
        var seen = made.summary();
        LOG.infof(
                "audited %s in %s: %d present, %d missing, %d unreadable, %d transferred; %d findings",
                made.secret(),
                made.took(),
                seen.present(),
                seen.missing(),
                seen.unreadable(),
                seen.transferred(),
                made.findings().size());
        return made.complete() ? AuditRunResult.COMPLETE : AuditRunResult.INCOMPLETE;
    }
}
