package io.github.ccatobs.pat.slack;

import java.util.Locale;

/** Numbers in sentences. */
final class Plurals {

    private Plurals() {}

    /** "4,950". */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 finding", "12 findings". */
    static String of(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    static String findings(long number) {
        return of(number, "finding", "findings");
    }

    static String repositories(long number) {
        return of(number, "repository", "repositories");
    }
}
