package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.Memory;
import io.github.ccatobs.pat.audit.RotationMemory;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.LedgerEntry;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Collectors;

/** What audits need to know of rotations, out of the rotations' own store. */
@ApplicationScoped
class LedgerMemory implements RotationMemory {

    private final RotationSettings settings;
    private final RotationStore store;

    LedgerMemory(RotationSettings settings, RotationStore store) {
        this.settings = settings;
        this.store = store;
    }

    @Override
    public Memory of(SecretName secret) {
        return new Memory(
                store.ledger(secret).stream().collect(Collectors.toMap(LedgerEntry::repository, LedgerEntry::at)),
                store.lastComplete(secret).map(RotationHead::startedAt));
    }

    @Override
    public Duration settle() {
        return settings.settle();
    }
}
