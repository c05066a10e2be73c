package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.github.ccatobs.pat.settings.StrictBooleanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a rotation runs. */
@ConfigMapping(prefix = "ccat.pat.rotation")
public interface RotationSettings {

    /**
     * The time budget of one slice of an unattended rotation. More makes a process that is to end wait longer;
     * less repeats the start of a slice more often. It must be long enough to look at every repository first, at 400 a
     * minute; on AWS it must leave the function time to finish.
     */
    @WithDefault("PT10M")
    @WithConverter(DurationWithUnit.class)
    Duration slice();

    /**
     * Whether an unattended rotation also writes a token whose checks only warn, as {@code rotate --force}
     * does. On hands out what a person might have stopped.
     */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean force();

    /** How long reads may lag writes. More makes a rotation wait longer for a time that does not move. */
    @WithDefault("PT2M")
    @WithConverter(DurationWithUnit.class)
    Duration settle();

    /** How long a lease lasts unless renewed. More makes the next run wait longer after a crash. */
    @WithDefault("PT1M")
    @WithConverter(DurationWithUnit.class)
    Duration lease();
}
