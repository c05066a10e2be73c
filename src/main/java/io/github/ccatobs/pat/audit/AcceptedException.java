package io.github.ccatobs.pat.audit;

import java.time.LocalDate;

/**
 * Somebody decided that a repository may be as it is.
 *
 * @param reason why, for whoever asks later
 * @param until the last day, by UTC, on which it holds
 */
public record AcceptedException(String reason, LocalDate until) {

    boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }
}
