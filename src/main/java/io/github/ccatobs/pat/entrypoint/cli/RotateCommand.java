package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.PreflightOptions;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.RewriteOptions;
import io.github.ccatobs.pat.entrypoint.cli.output.EstimateText;
import io.github.ccatobs.pat.entrypoint.cli.output.RefusalJson;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationProgressBar;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Continuation;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationPreparation.PreparedRotation;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.StopSignal;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccat pat rotate}: gets a token, checks it, looks at every repository, and hands it out. */
@Command(
        name = "rotate",
        description = {
            "Writes a new token to every repository: checks the token and every repository before the first write,"
                    + " asks on the terminal, writes, and verifies each write. Run again with the same token, it"
                    + " writes only what is left. A token that waits as AWSPENDING becomes AWSCURRENT when every"
                    + " repository holds it.",
            "Writes with " + CommandHelp.CREDENTIALS + "the new token itself."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat rotate --dry-run",
            "  ccat pat rotate",
            "  ccat pat rotate --token-from stdin --yes --json < new-token.txt",
            "  ccat pat rotate --token-from secretsmanager --continue-on-error",
            "  ccat pat rotate --token-from secretsmanager:AWSPENDING"
        })
final class RotateCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions tokenOptions;

    @Mixin
    private final PreflightOptions choices = new RewriteOptions();

    @Option(names = "--dry-run", description = "Show what a rotation would do; write nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before the first write. Required where there is no terminal.")
    private boolean yes;

    private final Terminal terminal;
    private final CommandRotationPreparation prompt;
    private final RotationPreparation preparation;
    private final RotationService rotations;
    private final TokenVersionWriter versions;
    private final OperatorInstructions instructions;
    private final Clock clock;
    private final String again;
    private final String againForAll;

    /** {@code again} is the command that continues, as a person would type it, and {@code againForAll} the same without --repo. */
    RotateCommand(
            Terminal terminal,
            TokenOptions tokenOptions,
            CommandRotationPreparation prompt,
            RotationPreparation preparation,
            RotationService rotations,
            TokenVersionWriter versions,
            OperatorInstructions instructions,
            Clock clock,
            String again,
            String againForAll) {
        this.terminal = terminal;
        this.tokenOptions = tokenOptions;
        this.prompt = prompt;
        this.preparation = preparation;
        this.rotations = rotations;
        this.versions = versions;
        this.instructions = instructions;
        this.clock = clock;
        this.again = again;
        this.againForAll = againForAll;
    }

    @Override
    public Integer call() {
        return CommandRotationPreparation.refusedWithoutStore(
                terminal, dryRun && tokenOptions.tokenFrom().isEmpty() ? this::withoutToken : this::withToken);
    }

    /** Without a token: what the configured credential can tell. */
    private ExitCode withoutToken() {
        return dryRun(prompt.reviewWithoutToken(tokenOptions, choices, terminal), Optional.empty());
    }

    private ExitCode withToken() {
        if (!dryRun) {
            terminal.requireConfirmable(yes, "the first write");
            preparation.preload();
        }
        var prepared = prompt.prepare(tokenOptions, choices, terminal);
        var checked = prompt.check(prepared, terminal);
        return dryRun ? dryRun(checked.review(), checked.newTokenForm()) : rotate(prepared, checked.review());
    }

    private ExitCode dryRun(RotationReview review, Optional<NewTokenForm> newTokenForm) {
        return new DryRun(terminal, preparation, instructions, tokenOptions.isJson())
                .show(review, choices, newTokenForm);
    }

    private ExitCode rotate(PreparedRotation prepared, RotationReview review) {
        var request = prepared.request();
        var refusals = review.refusalsButTheLease(choices.continueOnError, choices.force);
        var estimate = preparation.estimateOfTheWrites(review);
        if (!refusals.isEmpty() || estimate.isEmpty()) {
            return refuse(request, review, refusals);
        }
        var promotion = TokenPromotion.of(tokenOptions, request.token(), versions, instructions);
        var plan = Stream.concat(
                        EstimateText.about(request, review, estimate.get()).stream(), promotion.plan().stream())
                .toList();
        plan.forEach(terminal.err()::println);
        boolean writesNothing = review.targets().isEmpty() && !promotion.isDue();
        if (!yes && !writesNothing && !isAgreed(review, plan)) {
            return refuse(request, "declined", "declined; nothing was written", Map.of(), Optional.empty());
        }
        if (prepared.isOutdated()) {
            String reason = "the token changed at its source while it was checked";
            return refuse(request, reason, reason + ": run again to rotate the new one", Map.of(), Optional.empty());
        }
        return run(request, review, estimate.get(), promotion);
    }

    private boolean isAgreed(RotationReview review, List<String> plan) {
        return SignalHandler.handledBy(() -> exitInterrupted(terminal), () -> terminal.agrees(plan, question(review)));
    }

    private static String question(RotationReview review) {
        return review.targets().isEmpty()
                ? "Make this version AWSCURRENT? [y/N] "
                : "Write " + review.secret() + " to "
                        + Plurals.repositories(review.targets().size()) + "? [y/N] ";
    }

    private ExitCode refuse(RotationRequest request, RotationReview review, List<String> refusals) {
        String reason = String.join("; ", refusals);
        if (review.holding().isWithAnotherOwner()) {
            rotations.recordTransfer(request);
        }
        var advice = Optional.of(instructions.replaceToken()).filter(words -> review.isWithAnotherOwner());
        String next = advice.isPresent()
                ? "\n" + advice.get() + "."
                : review.obstacles().isEmpty() || choices.continueOnError
                        ? ""
                        : "\nFix these and rerun"
                                + (review.isHelpedBySkipping(choices.force)
                                        ? ", or skip them with --continue-on-error."
                                        : ".");
        String sentence = reason + "; nothing was written" + RotationText.obstacles(review) + next;
        return refuse(request, reason, sentence, review.obstacles(), advice);
    }

    private ExitCode run(
            RotationRequest request, RotationReview review, RotationEstimate plan, TokenPromotion promotion) {
        var stopSignal = new StopSignal();
        var progress = new RotationProgressBar(terminal);
        prompt.printWaits(progress);
        try (progress) {
            var began = clock.instant();
            var report = SignalHandler.handledBy(
                    () -> interrupt(progress, stopSignal),
                    () -> rotations.rotate(request, review, plan, stopSignal, progress));
            progress.close();
            var took = report.rotation().head().took().orElseGet(() -> Duration.between(began, clock.instant()));
            var rotated = complete(print(report, RotationText.time(plan, took)), promotion);
            if (rotated == ExitCode.FINE && report.summary().updated() > 0) {
                printOldTokenAdvice(request, promotion);
            }
            return rotated;
        } catch (RotationStore.StoreUnavailableException | RotationStore.LeaseLostException e) {
            return end(request, e, progress);
        }
    }

    /** Before the first write there is nothing to finish; nothing is begun while the process ends. */
    private void interrupt(RotationProgressBar progress, StopSignal stopSignal) {
        stopSignal.stop(StopSignal.INTERRUPTED);
        if (!progress.hasStarted()) {
            exitInterrupted(terminal);
        }
        progress.stopping();
    }

    /** Ends the process before the first write, with a line of its own after what the terminal shows of Ctrl-C. */
    static void exitInterrupted(Terminal terminal) {
        terminal.err().println();
        terminal.err().println("ccat pat: interrupted; nothing was written");
        Runtime.getRuntime().exit(ExitCode.INTERRUPTED.code());
    }

    private ExitCode print(RotationReport report, String time) {
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RotationJson.of(report)));
        } else {
            RotationText.about(report, next(report), Optional.of(time)).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return RotationText.exitCode(report);
    }

    private List<String> next(RotationReport report) {
        boolean isForOthers = report.rotation().isLeftToOthers();
        return instructions
                .continuation(report.rotation(), Optional.of(isForOthers ? againForAll : again))
                .lines();
    }

    /** The label moves when every repository holds the token; a rotation that is not complete continues first. */
    private ExitCode complete(ExitCode rotated, TokenPromotion promotion) {
        if (rotated != ExitCode.FINE) {
            return rotated;
        }
        try {
            promotion.complete().forEach((tokenOptions.isJson() ? terminal.err() : terminal.out())::println);
            terminal.out().flush();
            return rotated;
        } catch (FailureException e) {
            terminal.err().println("ccat pat: every repository holds the token, but it is not AWSCURRENT: " + e.why());
            terminal.err().println("Fix that and run this again; it moves the label alone:");
            terminal.err().println("  " + again);
            return ExitCode.STOPPED;
        }
    }

    /** After a token was put back, the one to retire is the current version, and that is for a person. */
    private void printOldTokenAdvice(RotationRequest request, TokenPromotion promotion) {
        boolean isPutBack = promotion instanceof TokenPromotion.ByHand;
        if (isPutBack || tokenOptions.graph().isPartial()) {
            return;
        }
        terminal.err().println("To see whether anything still needs the old token:");
        terminal.err()
                .println("  "
                        + instructions.retire(
                                request.token().versionId().isPresent(),
                                tokenOptions.graph().place(),
                                request.secret().toString()));
    }

    private ExitCode refuse(
            RotationRequest request,
            String reason,
            String sentence,
            Map<RepositoryName, String> obstacles,
            Optional<String> advice) {
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RefusalJson.of(request, reason, obstacles, advice)));
            terminal.out().flush();
        }
        ("ccat pat: " + sentence).lines().forEach(terminal.err()::println);
        return ExitCode.REFUSED;
    }

    /** The store is out of reach: before the start that is for {@link ExceptionHandler}, afterwards the run has stopped. */
    private ExitCode end(RotationRequest request, RuntimeException broken, RotationProgressBar progress) {
        if (!progress.hasStarted()) {
            throw broken;
        }
        String reason = String.valueOf(broken.getMessage());
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RefusalJson.stopped(request, reason)));
            terminal.out().flush();
        }
        terminal.err().println("ccat pat: " + reason);
        terminal.err().println("Recorded outcomes are kept.");
        Continuation.afterCause(again).lines().forEach(terminal.err()::println);
        return ExitCode.STOPPED;
    }
}
