package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.BaselineSource;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;

/** Makes baselines for tests of other packages. */
public final class TestBaselines {

    private TestBaselines() {}

    /** What {@code store} remembers. */
    public static BaselineSource of(RotationSettings settings, RotationStore store) {
        return new LedgerBaselineSource(settings, store);
    }
}
