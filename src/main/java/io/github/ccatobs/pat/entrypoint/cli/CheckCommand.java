package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.PreflightOptions;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.RewriteOptions;
import io.github.ccatobs.pat.entrypoint.cli.output.CheckText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat check}: the checks of a token and the look at every repository, without the rotation. */
@Command(
        name = "check",
        description = {
            "Checks a token and every repository as a rotation would; writes nothing. Its exit code is the one that rotate"
                    + " would end with, given the same options.",
            "Reads with " + CommandHelp.CREDENTIALS
                    + "the new token itself. With --token-from none it asks for no token, and says whether that credential can write every"
                    + " repository."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat check",
            "  ccat pat check --token-from stdin < new-token.txt",
            "  ccat pat check --token-from none",
            "  ccat pat check --token-from secretsmanager:AWSPENDING --json"
        })
final class CheckCommand implements Callable<Integer> {

    /** Of {@code --token-from}: the credential is checked alone. */
    private static final String NO_TOKEN = "none";

    @Mixin
    private final TokenOptions options;

    @Mixin
    private final PreflightOptions choices = new RewriteOptions();

    private final Terminal terminal;
    private final CommandRotationPreparation prompt;
    private final RotationPreparation preparation;
    private final OperatorInstructions instructions;

    CheckCommand(
            Terminal terminal,
            TokenOptions options,
            CommandRotationPreparation prompt,
            RotationPreparation preparation,
            OperatorInstructions instructions) {
        this.terminal = terminal;
        this.options = options;
        this.prompt = prompt;
        this.preparation = preparation;
        this.instructions = instructions;
    }

    @Override
    public Integer call() {
        return CommandRotationPreparation.refusedWithoutStore(terminal, this::check);
    }

    private ExitCode check() {
        if (options.tokenFrom().filter(NO_TOKEN::equals).isPresent()) {
            return withoutToken();
        }
        var prepared = prompt.prepare(options, choices, terminal);
        var verdict = preparation.validate(prepared);
        var newTokenForm = prompt.newTokenForm(prepared, verdict, terminal);
        if (!options.isJson()) {
            CheckText.about(verdict).forEach(terminal.out()::println);
            newTokenForm.map(CommandRotationPreparation::line).ifPresent(terminal.out()::println);
            terminal.out().flush();
        }
        var review = prompt.review(prepared, verdict, terminal);
        return new DryRun(terminal, preparation, instructions, options.isJson()).show(review, choices, newTokenForm);
    }

    /** Whether the credential can do its work. */
    private ExitCode withoutToken() {
        var review = prompt.reviewWithoutToken(options, choices, terminal);
        if (!options.isJson()) {
            review.look()
                    .map(look -> look.clients().writer().credentialSource())
                    .ifPresent(source -> terminal.out()
                            .println(
                                    review.obstacles().isEmpty()
                                            ? source + " can write " + review.secret() + " in every repository."
                                            : source + " cannot write " + review.secret() + " in every repository."));
        }
        return new DryRun(terminal, preparation, instructions, options.isJson())
                .show(review, choices, Optional.empty());
    }
}
