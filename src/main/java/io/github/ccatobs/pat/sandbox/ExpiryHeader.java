package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The ways GitHub has been seen to write {@code github-authentication-token-expiration}. */
public enum ExpiryHeader {
    /** {@code 2026-12-31 23:00:00 UTC}. */
    UTC {
        @Override
        String show(Instant expiry, Instant now) {
            return format("yyyy-MM-dd HH:mm:ss 'UTC'", ZoneOffset.UTC, expiry);
        }
    },
    /** {@code 2026-12-31 23:00:00 +0200}. */
    OFFSET {
        @Override
        String show(Instant expiry, Instant now) {
            return format("yyyy-MM-dd HH:mm:ss xx", ZoneOffset.ofHours(2), expiry);
        }
    },
    /**
     * The current time instead of the expiry, <a href="https://github.com/google/go-github/issues/3708">seen with
     * fine-grained tokens</a>.
     */
    NOW {
        @Override
        String show(Instant expiry, Instant now) {
            return format("yyyy-MM-dd HH:mm:ss xx", ZoneOffset.ofHours(5), now);
        }
    };

    abstract String show(Instant expiry, Instant now);

    private static String format(String pattern, ZoneOffset zone, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(at);
    }
}
