package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.rotation.PreflightReport;
import io.github.ccatobs.pat.rotation.RotationPlan;
import io.github.ccatobs.pat.rotation.Writers;
import io.github.ccatobs.pat.token.TokenVerdict;
import java.util.List;
import java.util.Optional;

/** Shows what a rotation would do: which repositories it would write, which it could not, and what it would cost. */
final class Rehearsal {

    private final Terminal terminal;
    private final RotationDesk desk;
    private final boolean json;

    Rehearsal(Terminal terminal, RotationDesk desk, boolean json) {
        this.terminal = terminal;
        this.desk = desk;
        this.json = json;
    }

    /**
     * Looks at the repositories that are {@code left} of {@code all}; writes nothing.
     *
     * @param verdict of the token, when one was asked for
     */
    ExitCode show(
            SecretName secret,
            Optional<TokenVerdict> verdict,
            List<RepositoryName> left,
            List<RepositoryName> all,
            Writers writers) {
        terminal.err().println("Looking at " + counted(left.size()));
        var report = desk.rotator().preflight(left, all, writers);
        var targets = left.stream()
                .filter(repository -> !report.aliases().kept().containsKey(repository))
                .toList();
        report.aliases().warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        var plan = desk.plan(targets.size(), writers);
        if (json) {
            terminal.document(
                    JsonDocument.print(RehearsalJson.of(secret, verdict.map(CheckJson::of), targets, report, plan)));
        } else {
            tell(secret, left, all.size(), report, plan);
            writers.writer().facts().quota().map(StatusTalk::quota).ifPresent(quota -> say(quota + "."));
            say("Nothing was written.");
            if (!report.obstacles().isEmpty()) {
                say(counted(report.obstacles().size()) + " cannot be written, so rotate would refuse; with"
                        + " --continue-on-error it would go on with the others.");
            }
        }
        terminal.out().flush();
        return report.obstacles().isEmpty() ? ExitCode.FINE : ExitCode.REFUSED;
    }

    /** "1 repository", "6 repositories". */
    static String counted(int repositories) {
        return repositories == 1 ? "1 repository" : repositories + " repositories";
    }

    private void tell(
            SecretName secret, List<RepositoryName> left, int all, PreflightReport report, RotationPlan plan) {
        int aliases = report.aliases().kept().size();
        int writable = left.size() - report.obstacles().size() - aliases;
        say(writable + " of " + counted(all - aliases) + " would get " + secret + (left.isEmpty() ? "." : ":"));
        left.forEach(repository -> say("  " + line(repository, report)));
        say("A rotation takes about " + plan.calls() + " requests and " + PlanTalk.print(plan.time()) + ".");
    }

    private static String line(RepositoryName repository, PreflightReport report) {
        String obstacle = report.obstacles().get(repository);
        if (obstacle != null) {
            return "✗ " + repository + ": " + obstacle;
        }
        return report.aliases().kept().containsKey(repository)
                ? "! " + repository + ": the same repository as "
                        + report.aliases().kept().get(repository)
                : "✓ " + repository;
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
