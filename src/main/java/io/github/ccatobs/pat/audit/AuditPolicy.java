package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/**
 * The policy of an audit.
 *
 * @param settle how far GitHub's times may differ from the recorded ones, and lag behind
 * @param maxAge how long a secret may stay unwritten
 * @param accepted repositories that may be as they are
 */
public record AuditPolicy(Duration settle, Duration maxAge, Map<RepositoryName, Waiver> accepted) {

    /** Copies. */
    public AuditPolicy {
        accepted = Map.copyOf(accepted);
    }

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

        /** Whether it holds on {@code day}. */
        public boolean holdsOn(LocalDate day) {
            return !day.isAfter(until);
        }
    }
}
