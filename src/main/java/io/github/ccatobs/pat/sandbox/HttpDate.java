package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as HTTP headers write it: {@code Mon, 23 Nov 2026 08:00:00 GMT}, rounded down to the second. */
final class HttpDate {

    // The JDK's RFC_1123_DATE_TIME drops the zero of the 7th of a month, which HTTP wants.
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String print(Instant at) {
        return FORMAT.format(at);
    }
}
