package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationReport.Standing;
import java.util.Set;

/** How rotations stand, as messages. */
final class RotationMessages {

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_PERSON = 200;

    private final FindingLines lines;

    RotationMessages(WebPages pages) {
        this.lines = new FindingLines(pages);
    }

    Message started(Notice.RotationStarted started) {
        var report = report(started);
        return message("arrows_counterclockwise", started, started.again() ? "goes on" : "has started")
                .say(done(report));
    }

    Message waiting(Notice.RotationWaiting waiting) {
        var head = waiting.rotation().head();
        String until = head.waitUntil().map(Moment::print).orElse("later");
        return message("hourglass_flowing_sand", waiting, "waits until " + until)
                .say(why(head) + done(report(waiting)) + " Where the service runs it goes on by itself, else with "
                        + again(head) + " and the same token.");
    }

    Message stopped(Notice.RotationStopped stopped) {
        var report = report(stopped);
        var head = stopped.rotation().head();
        var failed = report.standing(Standing.FAILED);
        var pending = report.standing(Standing.PENDING);
        return message("red_circle", stopped, "stopped")
                .say(why(head) + done(report) + " To continue, run " + again(head)
                        + " with the same token: it does only the rest.")
                .list(
                        title("Failed", failed.size()),
                        "failed",
                        lines.of(failed, name -> name, name -> reason(stopped.rotation(), name)))
                .list(title("Still holding the old token", pending.size()), "still old", lines.of(pending));
    }

    Message refused(Notice.RotationRefused refused) {
        var head = refused.rotation().head();
        return message("no_entry", refused, "was refused")
                .say(why(head) + "Nothing was written. What is in the way: "
                        + Mrkdwn.code("ccat pat rotate --dry-run"));
    }

    Message complete(Notice.RotationComplete complete) {
        var report = report(complete);
        var unverified = report.unverified();
        return message("large_green_circle", complete, "is complete")
                .say(done(report)
                        + (unverified.isEmpty()
                                ? " GitHub shows every write."
                                : " Of " + Counted.repositories(unverified.size())
                                        + " GitHub does not show the new time yet."))
                .list(title("Unverified", unverified.size()), "unverified", lines.of(unverified));
    }

    private static RotationReport report(Notice.OfRotation notice) {
        return new RotationReport(notice.rotation(), Set.of());
    }

    private static Message message(String emoji, Notice.OfRotation notice, String what) {
        var head = notice.rotation().head();
        return new Message(emoji, "The rotation of " + notice.secret() + " " + what)
                .wholeStory("ccat pat rotations " + head.id())
                .aside("Rotation " + head.id() + ", begun " + Moment.print(head.startedAt()) + " by "
                        + Mrkdwn.foreign(head.startedBy(), LONGEST_PERSON) + ": "
                        + Mrkdwn.code("ccat pat rotations " + head.id()));
    }

    private static String done(RotationReport report) {
        var summary = report.summary();
        int all = report.rotation().outcomes().size();
        String failed = summary.failed() == 0 ? "" : ", " + Counted.number(summary.failed()) + " failed";
        String pending = summary.pending() == 0 ? "" : ", " + Counted.number(summary.pending()) + " to do";
        return Counted.number(summary.updated()) + " of " + Counted.repositories(all) + " hold the token" + failed
                + pending + ".";
    }

    private static String why(RotationHead head) {
        return head.reason()
                .map(reason -> Mrkdwn.bold("Why:") + " " + Mrkdwn.foreign(reason, LONGEST_REASON) + "\n")
                .orElse("");
    }

    private static String reason(Rotation rotation, RepositoryName repository) {
        return rotation.outcomes().get(repository) instanceof Outcome.Failed failed
                ? failed.reason()
                : "no reason is recorded";
    }

    /** A token with a version came out of the vault. */
    private static String again(RotationHead head) {
        return Mrkdwn.code("ccat pat rotate"
                + (head.versionId().isPresent() ? " --token-from secretsmanager" : "")
                + (head.continueOnError() ? " --continue-on-error" : ""));
    }

    private static String title(String what, int count) {
        return Mrkdwn.bold(what) + " (" + Counted.number(count) + ")";
    }
}
