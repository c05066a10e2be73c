package io.github.ccatobs.pat.github;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** When a token ends, as far as the header {@code github-authentication-token-expiration} tells. */
public sealed interface TokenExpiry {

    /** The header gave a moment. */
    record At(Instant moment) implements TokenExpiry {}

    /** The header was absent: the token does not expire. */
    record Never() implements TokenExpiry {}

    /**
     * Nothing was asked yet, or the header could not be read or believed.
     *
     * @param unreadable what the header said when it could not be read, cleaned for messages
     */
    record Unknown(Optional<String> unreadable) implements TokenExpiry {

        /** Nothing is known, and nothing was unreadable. */
        public Unknown() {
            this(Optional.empty());
        }
    }

    /** When it ends; empty when it never does, or when is unknown. */
    default Optional<Instant> end() {
        return this instanceof At(Instant moment) ? Optional.of(moment) : Optional.empty();
    }

    /**
     * Reads the header, which comes as {@code 2026-01-31 23:00:00 UTC} or {@code 2026-01-31 23:00:00 +0200}. For some
     * fine-grained tokens GitHub gave the present moment instead, so a value within ten minutes of {@code now}, by
     * GitHub's clock, is unknown.
     *
     * @see <a href="https://github.com/google/go-github/issues/3708">go-github#3708</a>
     */
    static TokenExpiry parse(String header, Instant now) {
        try {
            var moment = header.endsWith("UTC")
                    ? ZonedDateTime.parse(header, Formats.ZONE).toInstant()
                    : OffsetDateTime.parse(header, Formats.OFFSET).toInstant();
            boolean isNow = Duration.between(now, moment).abs().compareTo(Formats.TOO_CLOSE) < 0;
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(Formats.LATEST)) {
                return unreadable(header);
            }
            return isNow ? new Unknown() : new At(moment);
        } catch (DateTimeException e) {
            return unreadable(header);
        }
    }

    private static Unknown unreadable(String header) {
        return new Unknown(Optional.of(SanitizedErrorMessage.of(header)));
    }

    /** The header's two formats. */
    final class Formats {
        private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd HH:mm:ss xx", Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
        private static final Duration TOO_CLOSE = Duration.ofMinutes(10);

        private Formats() {}
    }
}
