package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.output.CheckText;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.output.RefusalJson;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationProgress;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat rotate}: gets a token, checks it, looks at every repository, and hands it out. */
@Command(
        name = "rotate",
        description = {
            "Writes a new token to every repository: checks the token and every repository before the first write,"
                    + " asks on the terminal, writes, and verifies each write. Run again with the same token, it"
                    + " writes only what is left.",
            "Writes with GITHUB_TOKEN or GH_TOKEN when one is set, else with the new token itself."
        },
        customSynopsis = {
            "",
            "  ccat pat rotate --dry-run",
            "  ccat pat rotate",
            "  ccat pat rotate --token-from stdin --yes --json < new-token.txt",
            "  ccat pat rotate --token-from secretsmanager --continue-on-error",
            ""
        },
        mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions tokenOptions;

    @Mixin
    private final RotateOptions options = new RotateOptions();

    @Mixin
    private final PreflightOptions choices = new PreflightOptions();

    private final Terminal terminal;
    private final RotationPreparation desk;
    private final String again;

    /** {@code again} is the command that continues, as a person would type it. */
    RotateCommand(Terminal terminal, TokenOptions tokenOptions, RotationPreparation desk, String again) {
        this.terminal = terminal;
        this.tokenOptions = tokenOptions;
        this.desk = desk;
        this.again = again;
    }

    @Override
    public Integer call() {
        try {
            return (options.dryRun && tokenOptions.tokenFrom().isEmpty() ? rehearse() : withToken()).code();
        } catch (RotationStore.StoreUnavailableException closed) {
            terminal.err().println("ccat pat: " + closed.getMessage());
            return ExitCode.REFUSED.code();
        }
    }

    /** Without a token: what the configured credential can tell. */
    private ExitCode rehearse() {
        desk.tellWaits(terminal);
        var secret = tokenOptions.graph().secret();
        var credential = desk.configured(terminal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no credential: set GITHUB_TOKEN or GH_TOKEN, or name a token with --token-from"));
        var reader = desk.connect(credential, tokenOptions.patience());
        var graph = desk.graph(tokenOptions.graph(), terminal, () -> reader);
        var repositories = tokenOptions.graph().chosenFrom(graph);
        return rehearsal().show(desk.review(secret, repositories, reader, terminal), choices);
    }

    private ExitCode withToken() {
        if (!options.dryRun) {
            requireYesWithoutATerminal();
            desk.begin();
            tellWhoRuns();
        }
        var candidate = desk.receive(tokenOptions, terminal, choices.continueOnError, choices.all);
        CheckText.about(candidate.verdict()).forEach(terminal.err()::println);
        var review = SignalHandler.handledBy(
                RotateCommand::exitInterrupted, () -> desk.review(candidate, terminal, tokenOptions.patience()));
        return options.dryRun ? rehearsal().show(review, choices) : rotate(candidate, review);
    }

    /** Before a token is asked for and anything is contacted. */
    private void requireYesWithoutATerminal() {
        if (!options.yes && !terminal.controlling().exists()) {
            throw new IllegalArgumentException(
                    "--yes is required: there is no terminal to ask on before the first write");
        }
    }

    /** A rotation that runs refuses this one, which is better known before the token is pasted. */
    private void tellWhoRuns() {
        desk.held(tokenOptions.graph().secret())
                .map(RotationStore.LeaseHeldException::new)
                .ifPresent(held -> terminal.err().println("warning: " + held.getMessage()));
    }

    private DryRun rehearsal() {
        return new DryRun(terminal, desk, tokenOptions.isJson());
    }

    private ExitCode rotate(TokenCandidate candidate, RotationReview review) {
        var request = candidate.request();
        var refusals = review.refusalsButTheLease(choices);
        var look = review.look();
        if (!refusals.isEmpty() || look.isEmpty()) {
            return refuse(request, review, refusals);
        }
        var plan = EstimateText.about(
                request, review, desk.plan(review.targets().size(), look.get().writers()));
        plan.forEach(terminal.err()::println);
        if (!options.yes && !review.targets().isEmpty() && !isAgreed(review, plan)) {
            return refuse(request, "declined", "declined; nothing was written", Map.of());
        }
        if (candidate.isOutdated()) {
            String reason = "the token changed at its source while it was checked";
            return refuse(request, reason, reason + ": run again to rotate the new one", Map.of());
        }
        return run(request, review, look.get());
    }

    private boolean isAgreed(RotationReview review, List<String> plan) {
        return SignalHandler.handledBy(RotateCommand::exitInterrupted, () -> terminal.agrees(plan, question(review)));
    }

    private static String question(RotationReview review) {
        return "Write " + review.secret() + " to "
                + RotationText.counted(review.targets().size()) + "? [y/N] ";
    }

    private ExitCode refuse(RotationRequest request, RotationReview review, List<String> refusals) {
        String reason = String.join("; ", refusals);
        String obstacles = review.obstacles().entrySet().stream()
                .map(obstacle -> "\n  " + obstacle.getKey() + ": " + obstacle.getValue())
                .collect(Collectors.joining());
        String next = obstacles.isEmpty() || choices.continueOnError
                ? ""
                : "\nFix these and rerun, or skip them with --continue-on-error.";
        String sentence = reason + "; nothing was written"
                + (obstacles.isEmpty() ? "" : "; these repositories cannot be written:" + obstacles + next);
        return refuse(request, reason, sentence, review.obstacles());
    }

    private ExitCode run(RotationRequest request, RotationReview review, RotationReview.PreflightRun look) {
        var stopSignal = new StopSignal();
        var progress = new RotationProgress(terminal);
        desk.tellWaits(progress);
        try (progress) {
            var report = SignalHandler.handledBy(
                    () -> interrupt(progress, stopSignal),
                    () -> runAndTell(request, review, look, stopSignal, progress));
            progress.close();
            return print(report);
        } catch (RotationStore.StoreUnavailableException | RotationStore.LeaseLostException broken) {
            return end(request, broken, progress);
        }
    }

    /** People are told of the start while the rotation goes on, and of its end. */
    private RotationReport runAndTell(
            RotationRequest request,
            RotationReview review,
            RotationReview.PreflightRun look,
            StopSignal stopSignal,
            RotationProgress progress) {
        var cliNotifications = desk.announcer();
        try (var notifyingListener = new NotifyingListener(
                rotation -> cliNotifications.started(rotation, terminal),
                () -> cliNotifications.rotated(request.secret(), terminal),
                progress)) {
            var listener = cliNotifications.isHeard() ? notifyingListener : progress;
            return desk.rotator()
                    .rotate(
                            request,
                            review.holding(),
                            look.preflight(),
                            desk.store(),
                            look.writers(),
                            stopSignal,
                            listener);
        }
    }

    /** Before the first write there is nothing to finish; nothing is begun while the process ends. */
    private static void interrupt(RotationProgress progress, StopSignal stopSignal) {
        stopSignal.stop("interrupted");
        if (!progress.hasStarted()) {
            exitInterrupted();
        }
        progress.stopping();
    }

    private static void exitInterrupted() {
        Runtime.getRuntime().exit(ExitCode.INTERRUPTED.code());
    }

    private ExitCode print(RotationReport report) {
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RotationJson.of(report)));
        } else {
            RotationText.about(report, again).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return ExitCode.of(report);
    }

    private ExitCode refuse(
            RotationRequest request, String reason, String sentence, Map<RepositoryName, String> obstacles) {
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RefusalJson.of(request, reason, obstacles)));
            terminal.out().flush();
        }
        ("ccat pat: " + sentence).lines().forEach(terminal.err()::println);
        return ExitCode.REFUSED;
    }

    /** The store is out of reach: before the start that is for {@link ExceptionHandler}, afterwards the run has stopped. */
    private ExitCode end(RotationRequest request, RuntimeException broken, RotationProgress progress) {
        if (!progress.hasStarted()) {
            throw broken;
        }
        String reason = String.valueOf(broken.getMessage());
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(RefusalJson.stopped(request, reason)));
            terminal.out().flush();
        }
        terminal.err().println("ccat pat: " + reason);
        terminal.err().println("Recorded outcomes are kept. To continue, run this again with the same token:");
        terminal.err().println("  " + again);
        return ExitCode.STOPPED;
    }
}
