package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationReport.RepositoryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How rotations stand, as messages. */
final class RotationMessages {

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_PERSON = 200;

    private final OperatorInstructions instructions;
    private final FindingLines lines;

    RotationMessages(RepositoryLinks pages, OperatorInstructions instructions) {
        this.instructions = instructions;
        this.lines = new FindingLines(pages);
    }

    SlackMessage started(Notification.RotationStarted started) {
        var report = report(started);
        return message("arrows_counterclockwise", started, started.again() ? "has resumed" : "has started")
                .say(done(report));
    }

    SlackMessage waiting(Notification.RotationWaiting waiting) {
        var head = waiting.rotation().head();
        String until = head.waitUntil().map(Timestamps::print).orElse("later");
        return message("hourglass_flowing_sand", waiting, "waits until " + until)
                .say(why(head) + done(report(waiting)) + " " + next(waiting.rotation()));
    }

    SlackMessage stopped(Notification.RotationStopped stopped) {
        var report = report(stopped);
        var head = stopped.rotation().head();
        var failed = report.repositoriesWith(RepositoryStatus.FAILED);
        var pending = report.repositoriesWith(RepositoryStatus.PENDING);
        return message("red_circle", stopped, "stopped")
                .say(why(head) + done(report) + " Until every repository holds a new token, keep the old one valid. "
                        + next(stopped.rotation()))
                .list(
                        title("Failed", failed.size()),
                        "failed",
                        failed,
                        name -> lines.line(name, reason(stopped.rotation(), name)))
                .list(
                        title(
                                isInterrupted(head) ? "Not known to hold the token" : "Still holding the old token",
                                pending.size()),
                        "still old",
                        pending,
                        lines::line);
    }

    /** A run that died may have written what it did not record. */
    private static boolean isInterrupted(RotationHeader head) {
        return head.finishedAt().isEmpty();
    }

    SlackMessage refused(Notification.RotationRefused refused) {
        return message("no_entry", refused, "was refused")
                .say(why(refused.rotation().head()) + "Nothing was written. " + next(refused.rotation()));
    }

    SlackMessage complete(Notification.RotationComplete complete) {
        var report = report(complete);
        var unverified = report.unverified();
        var leftOut = report.repositoriesWith(RepositoryStatus.PENDING);
        return message("large_green_circle", complete, "is complete")
                .say(done(report)
                        + (unverified.isEmpty()
                                ? " GitHub shows every write."
                                : " " + Plurals.of(unverified.size(), "write is", "writes are")
                                        + " not confirmed by GitHub's API yet."))
                .say(promotion(complete.rotation().head())
                        + "Workflow runs that were queued before " + Timestamps.print(end(complete))
                        + " still use the token that it replaced. This says whether anything still needs that one, and"
                        + " with `--revoke` it revokes it when nothing does:\n"
                        + Mrkdwn.lines(
                                List.of(instructions.retire(complete.rotation().head()))))
                .list(title("Unverified", unverified.size()), "unverified", unverified, lines::line)
                .list(
                        title("Left out, as the graph does not list them, or by another name", leftOut.size()),
                        "left out",
                        leftOut,
                        lines::line);
    }

    private String promotion(RotationHeader head) {
        return instructions
                .promote(head)
                .map(command ->
                        "Secrets Manager has another token as AWSCURRENT. First make this one current; this does so, or says"
                                + " how:\n" + Mrkdwn.lines(List.of(command)) + "\n")
                .orElse("");
    }

    private static RotationReport report(Notification.OfRotation notification) {
        return new RotationReport(notification.rotation(), Set.of());
    }

    private SlackMessage message(String emoji, Notification.OfRotation notification, String what) {
        var head = notification.rotation().head();
        return new SlackMessage(emoji, "The rotation of " + notification.secret() + " " + what)
                .wholeStory(instructions.show(head))
                .aside("Rotation " + head.id() + ", begun " + Timestamps.print(head.startedAt()) + " by "
                        + Mrkdwn.foreign(head.startedBy(), LONGEST_PERSON) + ": "
                        + Mrkdwn.command(instructions.show(head)));
    }

    private static String done(RotationReport report) {
        var summary = report.summary();
        int all = report.rotation().outcomes().size();
        if (all == 0) {
            return "It has not looked at the repositories yet.";
        }
        String failed = summary.failed() == 0 ? "" : ", " + Plurals.number(summary.failed()) + " failed";
        String pending = summary.pending() == 0
                ? ""
                : ", " + Plurals.number(summary.pending()) + " "
                        + RotationReport.pendingWord(report.rotation().head().state());
        return Plurals.number(summary.updated()) + " of " + Plurals.repositories(all) + " hold the token" + failed
                + pending + ".";
    }

    private static String why(RotationHeader head) {
        return head.reason()
                .map(reason -> Mrkdwn.bold("Why:") + " " + Mrkdwn.foreign(reason, LONGEST_REASON) + "\n")
                .orElse("");
    }

    private static String reason(Rotation rotation, RepositoryName repository) {
        return rotation.outcomes().get(repository) instanceof Outcome.Failed failed
                ? failed.reason()
                : "no reason recorded";
    }

    private static Instant end(Notification.RotationComplete complete) {
        var head = complete.rotation().head();
        return head.finishedAt().orElse(head.startedAt());
    }

    private String next(Rotation rotation) {
        var next = instructions.continuation(rotation);
        return next.commands().isEmpty() ? next.words() + "." : next.words() + ":\n" + Mrkdwn.lines(next.commands());
    }

    private static String title(String what, int count) {
        return Mrkdwn.bold(what) + " (" + Plurals.number(count) + ")";
    }
}
