package io.github.ccatobs.pat.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After} of an HTTP answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110</a>
 */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * Reads seconds or a date.
     *
     * @param now the moment of the answer, by the clock that the date is of
     * @return the wait, negative when the date has passed; empty when {@code text} is neither
     */
    public static Optional<Duration> parse(String text, Instant now) {
        String value = text.strip();
        return SECONDS.matcher(value).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : date(value).map(then -> Duration.between(now, then));
    }

    /** Reads a date as HTTP headers write it, such as {@code Mon, 23 Nov 2026 09:02:00 GMT}; empty when it is not one. */
    public static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
