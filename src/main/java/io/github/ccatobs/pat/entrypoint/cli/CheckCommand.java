package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat check}: the checks of a token and the look at every repository, without the rotation. */
@Command(
        name = "check",
        description = {
            "Checks a token and looks at every repository as a rotation would; writes nothing.",
            "GITHUB_TOKEN or GH_TOKEN looks when it is set, else the new token itself."
        },
        customSynopsis = {
            "",
            "  ccat pat check",
            "  ccat pat check --token-from stdin < new-token.txt",
            "  ccat pat check --token-from secretsmanager:AWSPENDING --json",
            ""
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions options;

    private final Terminal terminal;
    private final RotationDesk desk;

    CheckCommand(Terminal terminal, TokenOptions options, RotationDesk desk) {
        this.terminal = terminal;
        this.options = options;
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var candidate = desk.receive(options, terminal, false, true);
        var request = candidate.request();
        var verdict = candidate.verdict();
        if (!options.isJson()) {
            CheckTalk.about(verdict).forEach(terminal.out()::println);
            terminal.out().flush();
        }
        if (verdict.isRefused()) {
            return refuse(candidate).code();
        }
        return new Rehearsal(terminal, desk, options.isJson())
                .show(
                        request.secret(),
                        Optional.of(verdict),
                        request.repositories(),
                        request.repositories(),
                        desk.writers(candidate, options.patience()))
                .code();
    }

    private ExitCode refuse(Candidate candidate) {
        if (options.isJson()) {
            var document = RehearsalJson.of(candidate.request().secret(), CheckJson.of(candidate.verdict()));
            terminal.document(JsonDocument.print(document));
            terminal.out().flush();
        }
        terminal.err().println("ccat pat: the token is refused");
        return ExitCode.REFUSED;
    }
}
