package io.github.ccatobs.pat.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads a duration as Quarkus does ({@code 10s}, {@code 5m}, {@code PT1H30M}), but not a bare number: {@code 90} would
 * silently be seconds where days were meant; nor one below zero, nor one that no moment can be counted with.
 */
public final class DurationWithUnit implements Converter<Duration> {

    private static final long serialVersionUID = 1L;

    /** The beginning of the message about one that is too long. */
    public static final String TOO_LONG = "Invalid duration: too long";

    /** The longest that is accepted, in days. */
    public static final int MOST_DAYS = 36_500;

    /** @throws IllegalArgumentException when it is no duration, has no unit, is negative or longer than {@value #MOST_DAYS} days */
    @Override
    public Duration convert(String text) {
        if (text.strip().matches("[+-]?[\\d.,_]+")) {
            throw new IllegalArgumentException("Invalid duration: a number without a unit");
        }
        var duration = converted(text);
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("Invalid duration: less than nothing");
        }
        if (duration != null && duration.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw new IllegalArgumentException(TOO_LONG);
        }
        return duration;
    }

    private static Duration converted(String text) {
        try {
            return new DurationConverter().convert(text);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(TOO_LONG, e);
        }
    }
}
