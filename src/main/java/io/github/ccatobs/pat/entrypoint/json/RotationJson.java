package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON of {@code rotate} and {@code rotations}: one document; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RotationJson(
        String id,
        String state,
        String secret,
        String fingerprint,
        String startedAt,
        String startedBy,
        Optional<String> finishedAt,
        Optional<String> waitUntil,
        Optional<String> reason,
        Optional<List<Row>> repositories,
        Optional<RotationReport.Summary> summary) {

    /** One repository. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Row(
            String repository,
            String outcome,
            Optional<Boolean> verified,
            Optional<String> at,
            int attempts,
            Optional<String> reason) {

        /** A repository that was not written; {@code reason} tells why it cannot be. */
        public static Row untouched(RepositoryName repository, Optional<String> reason) {
            return new Row(repository.toString(), "pending", Optional.empty(), Optional.empty(), 0, reason);
        }

        private static Row of(RepositoryName repository, Outcome outcome, RotationReport.Standing standing) {
            String name = repository.toString();
            String stands = standing.name().toLowerCase(Locale.ROOT);
            return switch (outcome) {
                case Outcome.Updated(var at, int attempts, boolean verified, var gitHubAt) ->
                    new Row(
                            name,
                            stands,
                            Optional.of(verified),
                            Optional.of(Moment.print(at)),
                            attempts,
                            Optional.empty());
                case Outcome.Failed(var at, int attempts, String reason) ->
                    new Row(
                            name,
                            stands,
                            Optional.empty(),
                            Optional.of(Moment.print(at)),
                            attempts,
                            Optional.of(reason));
                case Outcome.Pending(int attempts) ->
                    new Row(name, stands, Optional.empty(), Optional.empty(), attempts, Optional.empty());
            };
        }
    }

    /** A rotation with its repositories. */
    public static RotationJson of(RotationReport report) {
        List<Row> rows = report.rotation().outcomes().entrySet().stream()
                .map(entry -> Row.of(entry.getKey(), entry.getValue(), report.standing(entry.getKey())))
                .toList();
        return of(report.rotation().head(), Optional.of(rows), Optional.of(report.summary()));
    }

    /** A rotation of a list, with its counts. */
    public static RotationJson counted(RotationReport report) {
        return of(report.rotation().head(), Optional.empty(), Optional.of(report.summary()));
    }

    /** A rotation of a list. */
    public static RotationJson of(RotationHead head) {
        return of(head, Optional.empty(), Optional.empty());
    }

    private static RotationJson of(
            RotationHead head, Optional<List<Row>> rows, Optional<RotationReport.Summary> summary) {
        return new RotationJson(
                head.id().toString(),
                head.state().name().toLowerCase(Locale.ROOT),
                head.secret().toString(),
                head.fingerprint().toString(),
                Moment.print(head.startedAt()),
                head.startedBy(),
                head.finishedAt().map(Moment::print),
                head.waitUntil().map(Moment::print),
                head.reason(),
                rows,
                summary);
    }
}
