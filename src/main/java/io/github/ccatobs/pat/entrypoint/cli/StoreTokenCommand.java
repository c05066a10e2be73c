package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.PreflightOptions;
import io.github.ccatobs.pat.entrypoint.cli.output.DryRunJson;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.output.StoredTokenText;
import io.github.ccatobs.pat.entrypoint.cli.output.StoredTokenText.StoredTokenJson;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenSourceOption;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.TokenVersionPlan;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccat pat store-token}: checks a new token as a rotation would, and stores it in the secret of its settings. */
@Command(
        name = "store-token",
        description = {
            "Stores a new token in AWS Secrets Manager, in the secret that ccat.pat.token.secret-id names: asks for it"
                    + " without echo or reads one line of stdin, checks it and every repository as check does, asks on the"
                    + " terminal, and says what happens next. It writes nothing to GitHub.",
            "Reads with " + CommandHelp.CREDENTIALS + "the new token itself."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat store-token",
            "  ccat pat store-token --stage AWSPENDING",
            "  ccat pat store-token --yes --json < new-token.txt"
        })
final class StoreTokenCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions tokenOptions;

    @Mixin
    private final PreflightOptions choices = new PreflightOptions();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            defaultValue = "AWSCURRENT",
            description = "AWSPENDING lets the token wait until a rotation hands it out (default: AWSCURRENT).")
    private String stage = "";

    @Option(names = "--yes", description = "Do not ask before storing. Required where there is no terminal.")
    private boolean yes;

    private final Terminal terminal;
    private final CommandRotationPreparation prompt;
    private final RotationPreparation preparation;
    private final TokenVersionWriter versions;
    private final OperatorInstructions instructions;

    StoreTokenCommand(
            Terminal terminal,
            TokenOptions tokenOptions,
            CommandRotationPreparation prompt,
            RotationPreparation preparation,
            TokenVersionWriter versions,
            OperatorInstructions instructions) {
        this.terminal = terminal;
        this.tokenOptions = tokenOptions;
        this.prompt = prompt;
        this.preparation = preparation;
        this.versions = versions;
        this.instructions = instructions;
    }

    @Override
    public Integer call() {
        return CommandRotationPreparation.refusedWithoutStore(terminal, this::store);
    }

    /** A wrong call is told before the token is asked for, and a refusal of AWS before GitHub is asked. */
    private ExitCode store() {
        var label = label();
        requireATokenFromElsewhere();
        String secret = versions.secret();
        terminal.requireConfirmable(yes, "the token is stored");
        var prepared = prompt.prepare(tokenOptions, choices, terminal);
        var plan = versions.plan(prepared.request().token().value(), label);
        var checked = prompt.check(prepared, terminal);
        var review = checked.review();
        var refusals = review.refusals(choices.continueOnError, choices.force);
        if (!refusals.isEmpty()) {
            return refuse(review, refusals, checked.newTokenForm());
        }
        var lines = StoredTokenText.plan(plan, prepared.request().fingerprint());
        lines.forEach(terminal.err()::println);
        if (!yes && plan.held().isEmpty() && !isAgreed(lines, secret, label)) {
            terminal.err().println("ccat pat: declined; nothing was stored");
            return ExitCode.REFUSED;
        }
        return print(prepared.request(), plan, versions.store(plan));
    }

    private TokenVersion.Staged label() {
        return switch (stage) {
            case "AWSCURRENT" -> TokenVersion.CURRENT;
            case "AWSPENDING" -> TokenVersion.PENDING;
            // Not repeated: people paste the token anywhere.
            default -> throw new IllegalArgumentException("--stage: expected AWSCURRENT or AWSPENDING");
        };
    }

    private void requireATokenFromElsewhere() {
        if (tokenOptions.tokenFrom().map(TokenSourceOption::parse).orElse(null)
                instanceof TokenSourceOption.FromSecretsManager) {
            throw new IllegalArgumentException(
                    "--token-from: expected prompt, stdin or exec[:COMMAND]; a token in Secrets Manager is stored already");
        }
    }

    private boolean isAgreed(List<String> plan, String secret, TokenVersion.Staged label) {
        return SignalHandler.handledBy(
                () -> RotateCommand.exitInterrupted(terminal),
                () -> terminal.agrees(plan, "Store this token as " + label + " of " + secret + "? [y/N] "));
    }

    private ExitCode refuse(RotationReview review, List<String> refusals, Optional<NewTokenForm> newTokenForm) {
        var advice = Optional.of(instructions.replaceToken()).filter(words -> review.isWithAnotherOwner());
        if (tokenOptions.isJson()) {
            var costs = preparation.estimate(review);
            terminal.document(JsonDocument.print(DryRunJson.of(review, costs, refusals, newTokenForm, advice)));
            terminal.out().flush();
        }
        ("ccat pat: " + String.join("; ", refusals) + "; nothing was stored" + RotationText.obstacles(review)
                        + advice.map(words -> "\n" + words + ".").orElse(""))
                .lines()
                .forEach(terminal.err()::println);
        return ExitCode.REFUSED;
    }

    private ExitCode print(RotationRequest request, TokenVersionPlan plan, String version) {
        boolean beginsByItself = instructions.beginsByItself(plan.stage());
        String next = instructions.handOut(
                plan.stage(), tokenOptions.graph().place(), request.secret().toString());
        if (tokenOptions.isJson()) {
            terminal.document(JsonDocument.print(
                    StoredTokenJson.of(request.secret(), request.fingerprint(), plan, version, beginsByItself, next)));
        } else {
            StoredTokenText.stored(plan, version, beginsByItself, next).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return ExitCode.FINE;
    }
}
