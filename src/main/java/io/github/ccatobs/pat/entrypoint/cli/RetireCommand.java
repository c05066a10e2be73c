package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.CommandRotationPreparation.LocalUser;
import io.github.ccatobs.pat.entrypoint.cli.output.RetirementText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RetirementJson;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirableToken;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.retirement.RevocationResult;
import io.github.ccatobs.pat.retirement.TokenRevocation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccat pat retire}: says whether the old token is still needed, and revokes it when asked to. */
@Command(
        name = "retire",
        description = {
            "Says whether anything still needs the old token after a rotation: a repository without the new one, a"
                    + " workflow run that began before, another secret of the same name. With --revoke it asks, and revokes it when nothing does.",
            "Reads with " + CommandHelp.CREDENTIALS + "the current token."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat retire",
            "  ccat pat retire --token-from secretsmanager:AWSPREVIOUS --revoke",
            "  ccat pat retire --token-from stdin --json < old-token.txt"
        })
final class RetireCommand implements Callable<Integer> {

    @Mixin
    private final TokenOptions options;

    @Option(names = "--revoke", description = "Revoke the old token when nothing needs it any more.")
    private boolean revoke;

    @Option(names = "--yes", description = "Do not ask before it is revoked. Required where there is no terminal.")
    private boolean yes;

    @Option(
            names = "--unknown-token",
            description = "The given token is the old one although no rotation from here handed it out.")
    private boolean unknownToken;

    private final Terminal terminal;
    private final CommandRotationPreparation prompt;
    private final TokenSources tokenSources;
    private final RetirementGate gate;
    private final TokenRevocation revocation;
    private final GitHubClientFactory clients;
    private final String again;

    /** {@code again} is the same command once more, as a person would type it. */
    RetireCommand(
            Terminal terminal,
            TokenOptions options,
            CommandRotationPreparation prompt,
            TokenSources tokenSources,
            RetirementGate gate,
            TokenRevocation revocation,
            GitHubClientFactory clients,
            String again) {
        this.terminal = terminal;
        this.options = options;
        this.prompt = prompt;
        this.tokenSources = tokenSources;
        this.gate = gate;
        this.revocation = revocation;
        this.clients = clients;
        this.again = again;
    }

    @Override
    public Integer call() {
        if (options.graph().isPartial()) {
            throw new IllegalArgumentException(
                    "--repo cannot be used here: the old token is retired in all repositories or in none");
        }
        CommandRotationPreparation.printWaits(clients, terminal);
        return judged().code();
    }

    private ExitCode judged() {
        if (revoke) {
            terminal.requireConfirmable(yes, "the token is revoked");
        }
        var order = new RetirementOrder(
                options.graph().secret(),
                options.graph()::source,
                terminal::variable,
                TimeBudget.each(options.waitLimit()).unless(SignalHandler::happened),
                unknownToken);
        prompt.printRunningRotation(options.graph().secret(), terminal);
        var report = CommandRotationPreparation.untilInterrupted(terminal, () -> judged(order));
        var lines = RetirementText.about(report, revoke ? List.of() : List.of("To revoke it: " + again + " --revoke"));
        if (!options.isJson()) {
            lines.forEach(terminal.out()::println);
            terminal.out().flush();
        }
        warnOfOtherCredential(report);
        return report.token()
                .filter(token -> revoke)
                .map(token -> revoked(report, token, lines))
                .orElseGet(() -> ended(report, Optional.empty()));
    }

    private RetirementReport judged(RetirementOrder order) {
        var old = tokenSources
                .oldToken(options.tokenFrom(), options.graph().secret(), terminal)
                .receive();
        return gate.judge(order, old);
    }

    private ExitCode revoked(RetirementReport report, RetirableToken token, List<String> lines) {
        boolean showsPlan = !options.isJson() && terminal.outIsTerminal();
        if (!yes && !showsPlan && terminal.errIsTerminal()) {
            lines.forEach(terminal.err()::println);
        }
        if (!yes && !terminal.agrees(lines, RetirementText.question(report))) {
            terminal.err().println("ccat pat: declined; nothing was revoked");
            ended(report, Optional.empty());
            return ExitCode.REFUSED;
        }
        var end = revocation.revoke(token, LocalUser.atThisMachine());
        if (!options.isJson()) {
            terminal.out().println(end.sentence() + ".");
        }
        return ended(report, Optional.of(end));
    }

    /** An administrator's own credential may read what the token may not. */
    private void warnOfOtherCredential(RetirementReport report) {
        if (RetirementText.isAboutWhatMayBeRead(report)) {
            terminal.err().println("To look with a credential that may read more, e.g. an administrator's own:");
            terminal.err().println("  " + ofAnAdministrator() + " " + again);
        }
    }

    private String ofAnAdministrator() {
        var api = clients.apiUrl();
        String host = api.webPages().replaceFirst("^https://", "");
        return api.tokenVariables(terminal::variable).getFirst() + "=$(gh auth token"
                + (host.equals("github.com") ? "" : " --hostname " + host) + ")";
    }

    private ExitCode ended(RetirementReport report, Optional<RevocationResult> end) {
        if (options.isJson()) {
            terminal.document(JsonDocument.print(RetirementJson.of(report, end)));
        }
        terminal.out().flush();
        return end.map(RetirementText::exitCode).orElseGet(() -> RetirementText.exitCode(report));
    }
}
