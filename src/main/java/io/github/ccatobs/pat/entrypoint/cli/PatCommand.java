package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.output.RequestTracePrinter;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ccat pat}: its commands do the work; alone it prints its help. */
@Command(
        name = "pat",
        header = "Audits and rotates one GitHub Actions secret across a graph of repositories.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat demo",
            "  ccat pat status --graph ci/dependency-graph.yml",
            "  ccat pat rotate --dry-run",
            "  ccat pat help rotate"
        })
final class PatCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;
    private final GitHubClientFactory clients;

    PatCommand(Terminal terminal, GitHubClientFactory clients) {
        this.terminal = terminal;
        this.clients = clients;
    }

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show each request to GitHub on stderr: method, path, status, time, requests left.")
    void showRequests(boolean isVerbose) {
        if (isVerbose) {
            clients.onCall(new RequestTracePrinter(terminal));
        }
    }

    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.usage(command.getOut());
    }

    /** {@code ccat}, the name that the organisation's tools share; alone it prints its help. */
    @Command(
            name = "ccat",
            description = "Tools of the CCAT observatory.",
            synopsisSubcommandLabel = "COMMAND",
            footerHeading = "%nExamples:%n",
            footer = {"  ccat pat demo", "  ccat pat help"})
    static final class CcatCommand implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            var command = Objects.requireNonNull(spec).commandLine();
            command.usage(command.getOut());
        }
    }
}
