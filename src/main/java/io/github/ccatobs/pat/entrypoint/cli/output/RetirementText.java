package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.retirement.GateOutcome;
import io.github.ccatobs.pat.retirement.GateOutcome.GatePart;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.retirement.RevocationResult;
import java.util.List;
import java.util.stream.Stream;

/** Prints {@code retire}: each part of the gate, a line each, what is in the way with its link, and the verdict. */
public final class RetirementText {

    private RetirementText() {}

    /** The lines for a terminal; {@code next} follows where the old token can be revoked. */
    public static List<String> about(RetirementReport report, List<String> next) {
        return Stream.of(
                        Stream.of("Whether the old " + report.secret() + " is still needed:"),
                        report.outcomes().stream().flatMap(RetirementText::lines),
                        Stream.of(verdict(report)),
                        report.verdict() == RetirementReport.RetirementStatus.SAFE
                                ? next.stream()
                                : Stream.<String>empty())
                .flatMap(lines -> lines)
                .toList();
    }

    /** Whether something could not be told that GitHub shows to a credential with more rights. */
    public static boolean isAboutWhatMayBeRead(RetirementReport report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.part() != GatePart.OLD_TOKEN)
                .anyMatch(outcome -> outcome.result() instanceof GateResult.Undecided undecided
                        && undecided.reason().contains(" lacks "));
    }

    /** The exit code of a judgement. */
    public static ExitCode exitCode(RetirementReport report) {
        return switch (report.verdict()) {
            case SAFE, RETIRED -> ExitCode.FINE;
            case NOT_YET -> ExitCode.ATTENTION;
            case UNKNOWN -> ExitCode.UNKNOWN;
            case REFUSED -> ExitCode.REFUSED;
        };
    }

    /** The exit code of a revocation. */
    public static ExitCode exitCode(RevocationResult revocation) {
        return switch (revocation) {
            case RevocationResult.Revoked revoked -> ExitCode.FINE;
            case RevocationResult.NotRevoked notRevoked -> ExitCode.ATTENTION;
            case RevocationResult.NotSent notSent -> ExitCode.REFUSED;
            case RevocationResult.Unconfirmed unconfirmed -> ExitCode.UNKNOWN;
            case RevocationResult.Postponed postponed -> ExitCode.UNKNOWN;
        };
    }

    /** The question before the old token is revoked. */
    public static String question(RetirementReport report) {
        return "Revoke the old " + report.secret() + " of " + report.login().orElse("an unknown account")
                + report.expiry()
                        .end()
                        .map(end -> ", which ends " + Timestamps.print(end))
                        .orElse("")
                + "? GitHub tells its owner, and cannot take it back. [y/N] ";
    }

    private static String verdict(RetirementReport report) {
        return switch (report.verdict()) {
            case SAFE -> "Nothing needs the old token: it can be revoked.";
            case RETIRED -> "The old token is retired already.";
            case NOT_YET -> "Not yet: the old token is still needed, or may be.";
            case UNKNOWN -> "It is not known whether the old token is still needed; do not revoke it yet.";
            case REFUSED ->
                isAboutGivenToken(report) ? "The given token is not one to retire." : "There is nothing to retire.";
        };
    }

    private static boolean isAboutGivenToken(RetirementReport report) {
        return report.outcomes().stream()
                .anyMatch(outcome -> outcome.part() == GateOutcome.GatePart.OLD_TOKEN
                        && outcome.result() instanceof GateResult.NotRetirable);
    }

    private static Stream<String> lines(GateOutcome outcome) {
        return switch (outcome.result()) {
            case GateResult.Satisfied(var reason) -> Stream.of(line("✓", outcome, reason));
            case GateResult.Informed(var reason) -> Stream.of(line("•", outcome, reason));
            case GateResult.Undecided(var reason) -> Stream.of(line("?", outcome, reason));
            case GateResult.NotRetirable(var reason) -> Stream.of(line("✗", outcome, reason));
            case GateResult.Obstructed(var obstacles) ->
                obstacles.stream().flatMap(obstacle -> lines(outcome, obstacle));
        };
    }

    private static Stream<String> lines(GateOutcome outcome, RetirementObstacle obstacle) {
        return Stream.concat(
                Stream.of(line("✗", outcome, obstacle.line())),
                obstacle.link().map(link -> "    %-14s → %s".formatted("", link)).stream());
    }

    private static String line(String mark, GateOutcome outcome, String reason) {
        return "  %s %-14s %s".formatted(mark, outcome.part(), reason);
    }
}
