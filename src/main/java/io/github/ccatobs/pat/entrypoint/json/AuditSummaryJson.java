package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.Audit;
import java.util.Optional;

/**
 * The counts of an audit as JSON; they add up to its repositories.
 *
 * @param transferred how many belong to another owner today; left out when none does
 * @param accepted of how many an exception hides a finding; left out where none does
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditSummaryJson(
        int present, int missing, int unreadable, Optional<Integer> transferred, Optional<Integer> accepted) {

    static AuditSummaryJson of(Audit.AuditSummary summary, int accepted) {
        return new AuditSummaryJson(
                summary.present(),
                summary.missing(),
                summary.unreadable(),
                Optional.of(summary.transferred()).filter(count -> count > 0),
                Optional.of(accepted).filter(count -> count > 0));
    }
}
