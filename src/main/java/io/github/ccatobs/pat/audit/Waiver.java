package io.github.ccatobs.pat.audit;

import java.time.LocalDate;

/**
 * An accepted exception: the findings of a repository are hidden until a day.
 *
 * @param reason the reason, for the record
 * @param until the last day, by UTC, on which it holds
 */
public record Waiver(String reason, LocalDate until) {

    /** In words, without a full stop: {@code accepted until 2027-01-31: reason}. */
    @Override
    public String toString() {
        return "accepted until " + until + ": " + reason;
    }

    boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }
}
