package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that read every repository and print a table. */
final class ReadOptions {

    @Mixin
    private final GraphOptions graph;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for a rate limit before ending with 5 (default: 15m).")
    private Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR set.")
    private boolean noColor;

    private @Nullable DependencyGraph read;

    ReadOptions(GraphOptions graph) {
        this.graph = graph;
    }

    GraphOptions graph() {
        return graph;
    }

    /** An audit of the repositories that were asked for, which looks around as far as {@code scope} says. */
    AuditRequest request(Terminal terminal, AuditScope scope) {
        return new AuditRequest(
                graph.secret(),
                graph::source,
                this::chosenFrom,
                !graph.isPartial(),
                scope,
                true,
                TimeBudget.each(wait),
                terminal::variable);
    }

    private List<RepositoryName> chosenFrom(DependencyGraph whole) {
        read = whole;
        return graph.chosenFrom(whole);
    }

    /** The graph that {@link #request} led to; empty before it was read. */
    Optional<DependencyGraph> read() {
        return Optional.ofNullable(read);
    }

    boolean isJson() {
        return json;
    }

    /** Whether the table is coloured on {@code terminal}. */
    boolean isColoured(Terminal terminal) {
        return terminal.allowsColour() && !noColor;
    }
}
