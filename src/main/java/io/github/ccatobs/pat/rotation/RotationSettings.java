package io.github.ccatobs.pat.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a rotation runs. */
@ConfigMapping(prefix = "ccat.pat.rotation")
public interface RotationSettings {

    /** How long reads may lag writes. More makes a rotation wait longer for a time that does not move. */
    @WithDefault("PT2M")
    Duration settle();

    /** How long a lease lasts unless renewed. More makes the next run wait longer after a crash. */
    @WithDefault("PT1M")
    Duration lease();
}
