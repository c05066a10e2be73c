package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.retirement.GateOutcome;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.retirement.RevocationResult;
import java.util.List;
import java.util.Optional;

/** The JSON of {@code retire}; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RetirementJson(
        String secret,
        String verdict,
        Optional<String> fingerprint,
        Optional<String> currentFingerprint,
        Optional<String> login,
        Optional<String> expiresAt,
        List<GateRow> gate,
        Optional<RevocationRow> revocation) {

    /**
     * One part of the gate.
     *
     * @param result {@code ok}, {@code info}, {@code blocked}, {@code unknown} or {@code refused}
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record GateRow(
            String part,
            String result,
            Optional<String> reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ObstacleRow> obstacles) {

        private static GateRow of(GateOutcome outcome) {
            String part = outcome.part().toString();
            return switch (outcome.result()) {
                case GateResult.Satisfied(var reason) -> new GateRow(part, "ok", Optional.of(reason), List.of());
                case GateResult.Informed(var reason) -> new GateRow(part, "info", Optional.of(reason), List.of());
                case GateResult.Obstructed(var obstacles) ->
                    new GateRow(
                            part,
                            "blocked",
                            Optional.empty(),
                            obstacles.stream().map(ObstacleRow::of).toList());
                case GateResult.Undecided(var reason) -> new GateRow(part, "unknown", Optional.of(reason), List.of());
                case GateResult.NotRetirable(var reason) ->
                    new GateRow(part, "refused", Optional.of(reason), List.of());
            };
        }
    }

    /** Something that needs the old token. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ObstacleRow(String what, Optional<String> repository, Optional<String> link) {

        private static ObstacleRow of(RetirementObstacle obstacle) {
            return new ObstacleRow(obstacle.what(), obstacle.repository().map(Object::toString), obstacle.link());
        }
    }

    /**
     * The end of a revocation.
     *
     * @param result {@code revoked}, {@code unconfirmed}, {@code not-revoked}, {@code not-sent} or {@code postponed}
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RevocationRow(String result, String sentence, Optional<String> link) {}

    /** Of a judgement, and of the revocation that followed it. */
    public static RetirementJson of(RetirementReport report, Optional<RevocationResult> revocation) {
        return new RetirementJson(
                report.secret().toString(),
                report.verdict().toString(),
                report.old().map(Object::toString),
                report.current().map(Object::toString),
                report.login(),
                report.expiry().end().map(Timestamps::print),
                report.outcomes().stream().map(GateRow::of).toList(),
                revocation.map(end -> new RevocationRow(end.word(), end.sentence(), end.link())));
    }
}
