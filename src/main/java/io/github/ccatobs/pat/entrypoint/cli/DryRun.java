package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.PreflightOptions;
import io.github.ccatobs.pat.entrypoint.cli.output.DryRunJson;
import io.github.ccatobs.pat.entrypoint.cli.output.EstimateText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.token.NewTokenForm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows what a rotation would do: which repositories it would write, which it could not, and what it would cost. */
final class DryRun {

    private final Terminal terminal;
    private final RotationPreparation preparation;
    private final OperatorInstructions instructions;
    private final boolean json;

    DryRun(Terminal terminal, RotationPreparation preparation, OperatorInstructions instructions, boolean json) {
        this.terminal = terminal;
        this.preparation = preparation;
        this.instructions = instructions;
        this.json = json;
    }

    /**
     * Says what a rotation with {@code options} would do and how it would end; writes nothing.
     *
     * @param newTokenForm GitHub's form for a new token, where only that helps
     */
    ExitCode show(RotationReview review, PreflightOptions options, Optional<NewTokenForm> newTokenForm) {
        var plan = preparation.estimate(review);
        var advice = Optional.of(instructions.replaceToken()).filter(words -> review.isWithAnotherOwner());
        if (json) {
            terminal.document(
                    JsonDocument.print(DryRunJson.of(review, plan, refusals(review, options), newTokenForm, advice)));
        } else {
            plan.ifPresent(costs -> print(review, costs));
            say("Nothing was written.");
            outcome(review, options).forEach(this::say);
            advice.ifPresent(words -> say(words + "."));
        }
        terminal.out().flush();
        if (isRefused(review)) {
            terminal.err().println("ccat pat: the token is refused");
        }
        return exitCode(review, options);
    }

    private static List<String> refusals(RotationReview review, PreflightOptions options) {
        return review.refusals(options.continueOnError, options.force);
    }

    /** How a rotation with these options would end, as far as that is known before its first write. */
    private static ExitCode exitCode(RotationReview review, PreflightOptions options) {
        if (!refusals(review, options).isEmpty()) {
            return ExitCode.REFUSED;
        }
        return review.obstacles().isEmpty() ? ExitCode.FINE : ExitCode.STOPPED;
    }

    private void print(RotationReview review, RotationEstimate plan) {
        say(Plurals.number(review.targets().size()) + " of "
                + Plurals.repositories(review.all().size() - aliases(review)) + " would get " + review.secret()
                + (review.remaining().isEmpty() ? "." : ":"));
        review.remaining().forEach(repository -> say("  " + line(repository, review)));
        review.holding().lines().forEach(this::say);
        say("A rotation takes about " + plan.calls() + " requests (" + plan.points() + " points) and "
                + EstimateText.print(plan.time()) + ": begun now, it would end at " + Timestamps.print(plan.end())
                + ".");
        EstimateText.waits(review, plan).forEach(wait -> say("It waits " + wait + "."));
        review.look()
                .map(RotationReview.PreflightRun::clients)
                .map(EstimateText::quotas)
                .orElse(List.of())
                .forEach(quota -> say(quota + "."));
    }

    private static int aliases(RotationReview review) {
        return review.remaining().size() - review.named().size();
    }

    private static String line(RepositoryName repository, RotationReview review) {
        var obstacle = Optional.ofNullable(review.obstacles().get(repository));
        return obstacle.map(reason -> "✗ " + repository + ": " + reason)
                .or(() -> review.countedAs(repository)
                        .map(name -> "! " + repository + ": the same repository as " + name))
                .orElse("✓ " + repository);
    }

    private static boolean isRefused(RotationReview review) {
        return review.verdict().filter(verdict -> verdict.isRefused()).isPresent();
    }

    /** How a rotation would end; that the token is refused, its checks and stderr say. */
    private static List<String> outcome(RotationReview review, PreflightOptions options) {
        int obstacles = review.obstacles().size();
        var refusals = refusals(review, options).stream()
                .filter(refusal -> !refusal.startsWith("some repositories"))
                .toList();
        return Stream.concat(
                        Stream.of(obstacles)
                                .filter(count -> count > 0)
                                .map(count -> Plurals.repositories(count) + " cannot be written"
                                        + (refusals.isEmpty() ? consequence(review, options) : ".")),
                        refusals.stream()
                                .filter(refusal -> !refusal.equals("the token is refused"))
                                .map(refusal -> "rotate would refuse: " + refusal + "."))
                .toList();
    }

    /** Only where nothing else is refused, which no option would help. */
    private static String consequence(RotationReview review, PreflightOptions options) {
        boolean canSkip = review.isHelpedBySkipping(options.force);
        return ", so rotate would "
                + (canSkip && options.continueOnError
                        ? "skip them and end with 3."
                        : canSkip ? "refuse; with --continue-on-error it would skip them." : "refuse.");
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
