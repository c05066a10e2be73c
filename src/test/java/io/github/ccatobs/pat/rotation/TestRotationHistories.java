package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.Settings;
import java.time.Clock;
import java.util.Map;

/** Histories of rotations for tests of other packages. */
public final class TestRotationHistories {

    private TestRotationHistories() {}

    /** One over {@code store}, with leases of a minute. */
    public static RotationHistory over(RotationStore store, Clock clock) {
        return new RotationHistory(store, Settings.of(RotationSettings.class, Map.of()), clock);
    }
}
