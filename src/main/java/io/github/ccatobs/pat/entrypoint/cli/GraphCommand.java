package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.output.GraphDot;
import io.github.ccatobs.pat.entrypoint.cli.output.GraphText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.GraphJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat graph}: prints what was understood of the graph. Needs a credential only for a file on GitHub. */
@Command(
        name = "graph",
        description = {
            "Prints what was understood of the graph: order of work, dependencies, groups, warnings.",
            "Reads the file alone; a credential is needed only for a file on GitHub."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat graph",
            "  ccat pat graph --graph ci/dependency-graph.yml --json",
            "  ccat pat graph --dot | dot -Tsvg > graph.svg"
        })
final class GraphCommand implements Callable<Integer> {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    @Option(
            names = "--graph",
            paramLabel = "SOURCE",
            description = "The graph: a path, or github:OWNER/REPO:PATH[@REF] (default: ci/dependency-graph.yml).")
    private @Nullable String graph;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    @Option(names = "--dot", description = "Print the graph in the language of Graphviz, and warnings on stderr.")
    private boolean dot;

    private final Terminal terminal;
    private final GraphSettings settings;
    private final AuditService audits;

    GraphCommand(Terminal terminal, GraphSettings settings, AuditService audits) {
        this.terminal = terminal;
        this.settings = settings;
        this.audits = audits;
    }

    @Override
    public Integer call() {
        if (json && dot) {
            throw new IllegalArgumentException("--json and --dot came together: expected one of them");
        }
        var source = GraphSource.parse(Optional.ofNullable(graph).orElseGet(settings::graph));
        var read = audits.graph(source, terminal::variable, TimeBudget.each(LONGEST_WAIT));
        if (json) {
            terminal.document(JsonDocument.print(GraphJson.of(source, read)));
        } else if (dot) {
            terminal.out().print(GraphDot.draw(source, read));
            read.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        } else {
            GraphText.lines(source, read).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return ExitCode.FINE.code();
    }
}
