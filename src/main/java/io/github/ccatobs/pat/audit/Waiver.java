package io.github.ccatobs.pat.audit;

import java.time.LocalDate;

/**
 * Somebody decided that a repository may be as it is.
 *
 * @param reason why, for whoever asks later
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
