package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationReport.RepositoryStatus;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of {@code rotate}. First what was lost since it was written; after a stop then, in this order: the repositories that were updated, that failed and why,
 * that still hold the old token and that are unverified, the command that continues, and the headline, which so stays in
 * sight.
 */
public final class RotationText {

    private RotationText() {}

    /** A rotation that is not complete can be continued. */
    public static ExitCode exitCode(RotationReport report) {
        return report.rotation().head().state() == RotationState.COMPLETE ? ExitCode.FINE : ExitCode.STOPPED;
    }

    /** The repositories of {@code review} that cannot be written, as the end of a sentence and a line each; empty without any. */
    public static String obstacles(RotationReview review) {
        return review.obstacles().isEmpty()
                ? ""
                : review.obstacles().entrySet().stream()
                        .map(obstacle -> "\n  " + obstacle.getKey() + ": " + obstacle.getValue())
                        .collect(Collectors.joining("", "; these repositories cannot be written:", ""));
    }

    /** How far off {@code plan} was, as a line. */
    public static String time(RotationEstimate plan, Duration took) {
        return "Time: " + plan.against(took);
    }

    /** The report, a line each; {@code next} are the lines about a rotation that is not complete. */
    public static List<String> about(RotationReport report, List<String> next) {
        return about(report, next, Optional.empty());
    }

    /** The same report, and the line of its {@link #time}, which is told of a rotation that is complete. */
    public static List<String> about(RotationReport report, List<String> next, Optional<String> time) {
        var lines = new ArrayList<String>();
        lines.addAll(report.holding().lines());
        boolean isComplete = report.rotation().head().state() == RotationState.COMPLETE;
        if (!isComplete) {
            lines.addAll(named("Updated in this run:", report.repositoriesWith(RepositoryStatus.UPDATED)));
            lines.addAll(failures(report));
            lines.addAll(named("Still holding the old token:", stillOld(report)));
        }
        lines.addAll(named(
                "Written, but not confirmed by GitHub's API yet (unverified; the next run looks again):",
                report.unverified()));
        if (!isComplete) {
            lines.addAll(next);
        }
        time.filter(told -> isComplete && report.summary().updated() > 0).ifPresent(lines::add);
        lines.add(headline(report));
        return lines;
    }

    private static String headline(RotationReport report) {
        var head = report.rotation().head();
        var summary = report.summary();
        String counts = "%d updated, %d up to date, %d failed, %d not started"
                .formatted(summary.updated(), summary.already(), summary.failed(), summary.pending());
        return "Rotation " + head.id() + " of " + head.secret() + " " + ending(head) + ": " + counts + ".";
    }

    private static String ending(RotationHeader head) {
        String reason = head.reason().map(text -> " (" + text + ")").orElse("");
        return switch (head.state()) {
            case COMPLETE -> "is complete";
            case RUNNING -> "is running";
            case WAITING ->
                "waits until " + head.waitUntil().map(Timestamps::print).orElse("later") + reason;
            case STOPPED -> "stopped" + reason;
            case REFUSED -> "was refused" + reason;
            case SUPERSEDED -> "was superseded" + reason;
        };
    }

    private static List<String> failures(RotationReport report) {
        List<String> failed = report.repositoriesWith(RepositoryStatus.FAILED).stream()
                .map(repository -> repository + ": " + reason(report, repository))
                .toList();
        return headed("Failed:", failed);
    }

    private static String reason(RotationReport report, RepositoryName repository) {
        return report.rotation().outcomes().get(repository) instanceof Outcome.Failed failed
                ? failed.reason()
                : "no reason recorded";
    }

    /** Without those that have taken this token before: they hold it, another one or none, as is said above. */
    private static List<RepositoryName> stillOld(RotationReport report) {
        var lost = report.holding().lost();
        return report.rotation().outcomes().keySet().stream()
                .filter(repository -> !lost.containsKey(repository) || lost.get(repository) instanceof Holding.NotTaken)
                .filter(repository -> switch (report.status(repository)) {
                    case FAILED, PENDING -> true;
                    case UPDATED, ALREADY -> false;
                })
                .toList();
    }

    private static List<String> named(String heading, List<RepositoryName> repositories) {
        return headed(
                heading, repositories.stream().map(RepositoryName::toString).toList());
    }

    private static List<String> headed(String heading, List<String> lines) {
        return lines.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(heading), lines.stream().map(line -> "  " + line))
                        .toList();
    }
}
