package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 80ms}, {@code 90s}, {@code 15m}, {@code 1h30m}, or ISO-8601. */
final class DurationConverter {

    private static final Pattern SHORT = Pattern.compile("(?i)(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?");
    private static final Pattern MILLISECONDS = Pattern.compile("(?i)\\d{1,9}ms");
    private static final Duration LONGEST = Duration.ofDays(7);

    private DurationConverter() {}

    /**
     * Reads a duration of at most a week.
     *
     * @throws TypeConversionException naming what came and what was expected
     */
    static Duration parse(String text) {
        try {
            String upper = text.toUpperCase(Locale.ROOT);
            var duration = MILLISECONDS.matcher(text).matches()
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse(!text.isEmpty() && SHORT.matcher(text).matches() ? "PT" + upper : upper);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw unlike(text);
            }
            return duration;
        } catch (DateTimeException e) {
            throw unlike(text);
        }
    }

    private static TypeConversionException unlike(String text) {
        return new TypeConversionException(
                "invalid duration " + QuotedText.of(text) + "; use e.g. 90s, 15m or 1h30m, at most 7 days");
    }
}
