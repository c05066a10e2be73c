package io.github.ccatobs.pat.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads a duration as Quarkus does ({@code 10s}, {@code 5m}, {@code PT1H30M}), but not a bare number: {@code 90} would
 * silently be seconds where days were meant; nor one below zero.
 */
public final class DurationWithUnit implements Converter<Duration> {

    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException when it is not a duration, has no unit, or is negative */
    @Override
    public Duration convert(String text) {
        if (text.strip().matches("[+-]?[\\d.,_]+")) {
            throw new IllegalArgumentException("Invalid duration: a number without a unit");
        }
        var duration = new DurationConverter().convert(text);
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("Invalid duration: less than nothing");
        }
        return duration;
    }
}
