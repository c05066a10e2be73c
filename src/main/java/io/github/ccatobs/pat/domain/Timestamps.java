package io.github.ccatobs.pat.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Moments as every result and message shows them. */
public final class Timestamps {

    private Timestamps() {}

    /** ISO-8601, UTC, rounded down to the second. */
    public static String print(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The day, in UTC: {@code 2027-01-15}. */
    public static String day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** How far {@code moment} lies ahead of {@code now}: "in less than a day", "in 1 day", "in 53 days". */
    public static String ahead(Instant moment, Instant now) {
        long left = Duration.between(now, moment).toDays();
        return left == 0 ? "in less than a day" : "in " + days(left);
    }

    /** "1 day", "53 days". */
    public static String days(long days) {
        return Plurals.of(days, "day", "days");
    }
}
