package io.github.ccatobs.pat.entrypoint.schedule;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.Redacted;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Lets one audit through at a time, whoever asks for it. */
final class AuditGate {

    private static final Logger LOG = Logger.getLogger(AuditGate.class);

    private final Supplier<AuditRecord> audit;
    private final Shift shift;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile AuditListener listener = result -> {};

    AuditGate(Supplier<AuditRecord> audit, Shift shift) {
        this.audit = audit;
        this.shift = shift;
    }

    /** Tells {@code newListener}, instead of whom it told before, of audits to come. */
    void onEnd(AuditListener newListener) {
        listener = newListener;
    }

    /** Begins an audit, and gives whether it did: not while one is under way, nor when the service is to end. */
    boolean begin() {
        if (shift.isOver() || !underWay.compareAndSet(false, true)) {
            return false;
        }
        boolean begun = shift.start(this::run);
        if (!begun) {
            underWay.set(false);
        }
        return begun;
    }

    private void run() {
        var result = AuditListener.Result.FAILED;
        try {
            result = result(audit.get());
        } catch (RuntimeException failure) {
            LOG.errorf("the audit failed: %s", Redacted.of(String.valueOf(failure.getMessage())));
            LOG.debug("the audit failed", failure);
        } finally {
            underWay.set(false);
            listener.ended(result);
        }
    }

    private static AuditListener.Result result(AuditRecord made) {
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
        return made.complete() ? AuditListener.Result.COMPLETE : AuditListener.Result.INCOMPLETE;
    }
}
