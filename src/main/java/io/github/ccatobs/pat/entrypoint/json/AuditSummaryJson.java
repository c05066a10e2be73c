package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.Audit;
import java.util.Optional;

/**
 * The counts of an audit as JSON; they add up to its repositories.
 *
 * @param transferred how many belong to another owner today; left out when none does
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditSummaryJson(int present, int missing, int unreadable, Optional<Integer> transferred) {

    static AuditSummaryJson of(Audit.Summary summary) {
        return new AuditSummaryJson(
                summary.present(),
                summary.missing(),
                summary.unreadable(),
                Optional.of(summary.transferred()).filter(count -> count > 0));
    }
}
