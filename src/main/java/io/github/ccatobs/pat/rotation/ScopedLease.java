package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;

/** A lease for a moment: it is not renewed, and given back at the end. */
record ScopedLease(RotationStore store, Lease lease) implements AutoCloseable {

    /**
     * Takes the lease.
     *
     * @throws RotationStore.LeaseHeldException when another rotation holds it
     */
    static ScopedLease of(RotationStore store, SecretName secret, String holder, Instant now, Duration length) {
        return new ScopedLease(store, store.acquire(secret, holder, now, length));
    }

    @Override
    public void close() {
        store.release(lease);
    }
}
