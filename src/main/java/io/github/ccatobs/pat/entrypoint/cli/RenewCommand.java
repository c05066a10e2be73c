package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.output.RenewalText;
import io.github.ccatobs.pat.entrypoint.cli.output.RenewalText.RenewalJson;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccat pat renew}: prints the address of GitHub's form for a new token, filled in, and what follows. */
@Command(
        name = "renew",
        description = {
            "Prints the address of GitHub's form for a new token, filled in, the choices to make there, and what to run next.",
            "Reads the graph alone; a credential is needed only for a file on GitHub."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat renew", "  ccat pat renew --open", "  ccat pat renew --json | jq -r .url"})
final class RenewCommand implements Callable<Integer> {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    @Mixin
    private final GraphOptions graph;

    @Option(names = "--open", description = "Also open the form in the browser, the one of BROWSER where that is set.")
    private boolean open;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    private final Terminal terminal;
    private final AuditService audits;
    private final TokenRenewalInstructions renewal;

    RenewCommand(Terminal terminal, GraphOptions graph, AuditService audits, TokenRenewalInstructions renewal) {
        this.terminal = terminal;
        this.graph = graph;
        this.audits = audits;
        this.renewal = renewal;
    }

    @Override
    public Integer call() {
        var read = audits.graph(graph.source(), terminal::variable, TimeBudget.each(LONGEST_WAIT));
        var repositories = graph.chosenFrom(read);
        var form = renewal.form(graph.secret(), repositories.size(), terminal::variable);
        renewal.note(terminal::variable).map("note: "::concat).ifPresent(terminal.err()::println);
        if (json) {
            terminal.document(JsonDocument.print(RenewalJson.of(form, repositories, renewal.next())));
        } else {
            RenewalText.lines(form, repositories, renewal.place(), renewal.nextAtOnce())
                    .forEach(terminal.out()::println);
        }
        terminal.out().flush();
        if (open && !WebBrowser.opens(form.address().toString(), terminal)) {
            terminal.err().println("note: no browser could be opened; open the address yourself");
        }
        return ExitCode.FINE.code();
    }
}
