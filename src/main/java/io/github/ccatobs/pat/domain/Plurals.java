package io.github.ccatobs.pat.domain;

import java.util.Locale;

/** Numbers in sentences. */
public final class Plurals {

    private Plurals() {}

    /** "4,950". */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 finding", "12 findings", by the words for one and for many. */
    public static String of(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** "1 finding", "12 findings". */
    public static String findings(long number) {
        return of(number, "finding", "findings");
    }

    /** "1 repository", "12 repositories". */
    public static String repositories(long number) {
        return of(number, "repository", "repositories");
    }
}
