package io.github.ccatobs.pat.entrypoint.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.rotation.RotationReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON of a report: one document; what is absent is left out.
 *
 * @param tone how good the state is, as a {@link StateSentence.Tone} prints
 * @param sentence the state in words
 * @param audit the last audit
 * @param repositories those of the last audit, with what they depend on and the rotation that wrote them last
 * @param history the audits, the oldest first
 * @param rotations the newest rotations with their counts, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReportJson(
        String secret,
        String writtenAt,
        String tone,
        String sentence,
        Optional<AuditRecordJson> audit,
        List<ReportedRepository> repositories,
        List<PageView.AuditRow> history,
        List<RotationJson> rotations) {

    /** A repository of the last audit. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ReportedRepository(
            @JsonUnwrapped StatusJson.RepositoryRow state, Optional<String> rotation, List<String> dependsOn) {}

    static ReportJson of(Overview seen, PageView view) {
        return new ReportJson(
                view.secret(),
                view.writtenAt(),
                view.state().tone().toString(),
                view.state().text(),
                seen.last().map(AuditRecordJson::of),
                seen.repositories().map(AuditedRepositories::rows).orElse(List.of()).stream()
                        .map(row -> row(row, seen))
                        .toList(),
                view.history(),
                seen.rotations().stream()
                        .map(entry -> RotationJson.counted(new RotationReport(entry.rotation(), Set.of())))
                        .toList());
    }

    private static ReportedRepository row(AuditedRepository row, Overview seen) {
        return new ReportedRepository(
                StatusJson.RepositoryRow.of(row.state(), row.accepted()),
                Optional.ofNullable(seen.writers().get(row.name())).map(Object::toString),
                row.dependencies().stream()
                        .sorted()
                        .map(RepositoryName::toString)
                        .toList());
    }
}
