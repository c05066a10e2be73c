package io.github.ccatobs.pat.entrypoint.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of a refused rotation: it ended before its first write, and has no id, because nothing
 * was begun; or the store was lost on the way, and only the store knows the rest.
 *
 * @param advice how to replace a token that another owner holds; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RefusalJson(
        String state,
        String secret,
        String fingerprint,
        String startedBy,
        String reason,
        Optional<List<RotationJson.OutcomeRow>> repositories,
        Optional<RotationReport.RotationSummary> summary,
        Optional<String> advice) {

    /** Of a rotation that is refused before its first write. */
    public static RefusalJson of(
            RotationRequest request, String reason, Map<RepositoryName, String> obstacles, Optional<String> advice) {
        List<RotationJson.OutcomeRow> rows = request.repositories().stream()
                .map(repository ->
                        RotationJson.OutcomeRow.untouched(repository, Optional.ofNullable(obstacles.get(repository))))
                .toList();
        return new RefusalJson(
                "refused",
                request.secret().toString(),
                request.fingerprint().toString(),
                request.startedBy(),
                reason,
                Optional.of(rows),
                Optional.of(new RotationReport.RotationSummary(0, 0, 0, rows.size())),
                advice);
    }

    /** Of a rotation that stopped because its store failed. */
    public static RefusalJson stopped(RotationRequest request, String reason) {
        return new RefusalJson(
                "stopped",
                request.secret().toString(),
                request.fingerprint().toString(),
                request.startedBy(),
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
