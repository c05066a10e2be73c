package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Holds the lease of one secret while a rotation runs: renews it in the background, gives it back at the end. */
final class LeaseRenewer implements AutoCloseable {

    private static final int RENEWALS_IN_A_LEASE = 3;

    private final RotationStore store;
    private final StopSignal stopSignal;
    private final Clock clock;
    private final Duration length;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("lease").factory());
    private volatile Lease lease;

    /**
     * Takes the lease.
     *
     * @throws RotationStore.LeaseHeldException when another rotation holds it
     */
    LeaseRenewer(RotationRun run, Clock clock, Duration length) {
        this.store = run.store();
        this.stopSignal = run.stopSignal();
        this.clock = clock;
        this.length = length;
        this.lease = store.acquire(run.request().secret(), run.request().startedBy(), clock.instant(), length);
        long period = length.toMillis() / RENEWALS_IN_A_LEASE;
        var unused = timer.scheduleAtFixedRate(this::renewQuietly, period, period, TimeUnit.MILLISECONDS);
    }

    Lease current() {
        return lease;
    }

    void renewIfExpired() {
        if (!lease.expiresAt().isAfter(clock.instant())) {
            renew();
        }
    }

    private synchronized void renew() {
        lease = store.renew(lease, clock.instant(), length);
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (RotationStore.LeaseLostException lost) {
            stopSignal.stop(new StopReason.Fenced(lost));
        } catch (RotationStore.StoreUnavailableException ignored) {
            // The next renewal, or the next record, meets the same store again.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        store.release(lease);
    }
}
