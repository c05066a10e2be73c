package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationReport.RepositoryStatus;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of {@code rotate} and {@code rotations}: one document; what is absent is left out.
 *
 * @param stage the label by which its token was asked for, with which it is continued
 * @param continueOnError true when its last run was asked to skip repositories that cannot be written
 * @param needsNewToken true when another owner holds its token, so that it is not to be continued
 */
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
        Optional<String> stage,
        Optional<Boolean> continueOnError,
        Optional<Boolean> needsNewToken,
        Optional<PlanRow> plan,
        Optional<List<OutcomeRow>> repositories,
        Optional<RotationReport.RotationSummary> summary) {

    /**
     * What the last run was said to take before its first write, and what it took.
     *
     * @param calls requests to GitHub
     * @param points points of all these calls together, as GitHub's limit per minute counts them: a read 1, a write 5, a query none
     * @param seconds how long it was to take
     * @param end when it was to end
     * @param took the seconds that it took; absent until it has ended
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PlanRow(int calls, int points, double seconds, String end, Optional<Double> took) {

        private static PlanRow of(RotationEstimate plan, Optional<Duration> took) {
            return new PlanRow(
                    plan.calls(),
                    plan.points(),
                    inSeconds(plan.time()),
                    Timestamps.print(plan.end()),
                    took.map(PlanRow::inSeconds));
        }

        private static double inSeconds(Duration time) {
            return time.toMillis() / MILLIS;
        }
    }

    private static final double MILLIS = 1000;

    /**
     * One repository.
     *
     * @param lost why it no longer held the token before this run, though the ledger says that it was written there; only
     *     in what {@code rotate} prints
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record OutcomeRow(
            String repository,
            String outcome,
            Optional<Boolean> verified,
            Optional<String> at,
            int attempts,
            Optional<String> reason,
            Optional<String> lost) {

        /** A repository that was not written; {@code reason} tells why it cannot be. */
        public static OutcomeRow untouched(RepositoryName repository, Optional<String> reason) {
            return new OutcomeRow(
                    repository.toString(), "pending", Optional.empty(), Optional.empty(), 0, reason, Optional.empty());
        }

        private static OutcomeRow of(
                RepositoryName repository, Outcome outcome, RepositoryStatus status, Optional<Holding> lost) {
            var updated =
                    outcome instanceof Outcome.Updated known ? Optional.of(known) : Optional.<Outcome.Updated>empty();
            var failed =
                    outcome instanceof Outcome.Failed known ? Optional.of(known) : Optional.<Outcome.Failed>empty();
            return new OutcomeRow(
                    repository.toString(),
                    status.name().toLowerCase(Locale.ROOT),
                    updated.map(Outcome.Updated::verified),
                    updated.map(Outcome.Updated::at)
                            .or(() -> failed.map(Outcome.Failed::at))
                            .map(Timestamps::print),
                    outcome.attempts(),
                    failed.map(Outcome.Failed::reason),
                    lost.map(Holding::detail));
        }
    }

    /** A rotation with its repositories. */
    public static RotationJson of(RotationReport report) {
        Map<RepositoryName, Holding> lost = report.holding().lost();
        List<OutcomeRow> rows = report.rotation().outcomes().entrySet().stream()
                .map(entry -> OutcomeRow.of(
                        entry.getKey(),
                        entry.getValue(),
                        report.status(entry.getKey()),
                        Optional.ofNullable(lost.get(entry.getKey()))))
                .toList();
        return of(report.rotation().head(), Optional.of(rows), Optional.of(report.summary()));
    }

    /** A rotation of a list, with its counts. */
    public static RotationJson counted(RotationReport report) {
        return of(report.rotation().head(), Optional.empty(), Optional.of(report.summary()));
    }

    /** A rotation of a list. */
    public static RotationJson of(RotationHeader head) {
        return of(head, Optional.empty(), Optional.empty());
    }

    private static RotationJson of(
            RotationHeader head, Optional<List<OutcomeRow>> rows, Optional<RotationReport.RotationSummary> summary) {
        return new RotationJson(
                head.id().toString(),
                head.state().name().toLowerCase(Locale.ROOT),
                head.secret().toString(),
                head.fingerprint().toString(),
                Timestamps.print(head.startedAt()),
                head.startedBy(),
                head.finishedAt().map(Timestamps::print),
                head.waitUntil().map(Timestamps::print),
                head.reason(),
                head.stage().map(TokenVersion.Staged::toString),
                ifTrue(head.continueOnError()),
                ifTrue(head.needsNewToken()),
                head.plan().map(plan -> PlanRow.of(plan, head.took())),
                rows,
                summary);
    }

    private static Optional<Boolean> ifTrue(boolean value) {
        return Optional.of(value).filter(Boolean::booleanValue);
    }
}
