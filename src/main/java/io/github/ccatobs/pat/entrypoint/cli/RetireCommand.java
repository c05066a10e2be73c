package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.output.RetirementText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RetirementJson;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccat pat retire}: says whether the old token is still needed. */
@Command(
        name = "retire",
        description = {
            "Says whether anything still needs the old token after a rotation: a repository without the new one, a"
                    + " workflow run that began before, another secret of the same name. Writes nothing.",
            "Reads with GITHUB_TOKEN or GH_TOKEN when one is set, else with the current version in Secrets Manager."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat retire",
            "  ccat pat retire --token-from secretsmanager:AWSPREVIOUS",
            "  ccat pat retire --token-from stdin --json < old-token.txt"
        })
final class RetireCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions options;

    private final Terminal terminal;
    private final TokenSources tokenSources;
    private final RetirementGate gate;
    private final GitHubClientFactory clients;

    RetireCommand(
            Terminal terminal,
            TokenOptions options,
            TokenSources tokenSources,
            RetirementGate gate,
            GitHubClientFactory clients) {
        this.terminal = terminal;
        this.options = options;
        this.tokenSources = tokenSources;
        this.gate = gate;
        this.clients = clients;
    }

    @Override
    public Integer call() {
        if (options.graph().isPartial()) {
            throw new IllegalArgumentException(
                    "--repo cannot be used here: the old token is retired in all repositories or in none");
        }
        clients.onWait((until, why) -> terminal.err().println("Waiting until " + Timestamps.print(until) + ": " + why));
        clients.onWarning(warning -> terminal.err().println("warning: " + warning));
        try {
            return judged().code();
        } catch (RotationStore.StoreUnavailableException e) {
            terminal.err().println("ccat pat: " + e.getMessage());
            return ExitCode.REFUSED.code();
        }
    }

    private ExitCode judged() {
        var order = new RetirementOrder(
                options.graph().secret(),
                options.graph()::source,
                terminal::variable,
                TimeBudget.each(options.patience()).unless(SignalHandler::happened));
        var old = tokenSources
                .oldToken(options.tokenFrom(), options.graph().secret(), terminal)
                .receive();
        var report = gate.judge(order, Optional.of(old));
        print(report);
        return RetirementText.exitCode(report);
    }

    private void print(RetirementReport report) {
        if (options.isJson()) {
            terminal.document(JsonDocument.print(RetirementJson.of(report)));
        } else {
            RetirementText.about(report, List.of()).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }
}
