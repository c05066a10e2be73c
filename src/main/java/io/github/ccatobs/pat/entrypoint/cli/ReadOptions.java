package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.time.Duration;
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

    ReadOptions(GraphOptions graph) {
        this.graph = graph;
    }

    GraphOptions graph() {
        return graph;
    }

    /** How long to wait for a limit at a time. */
    Duration patience() {
        return wait;
    }

    boolean isJson() {
        return json;
    }

    /** Whether the table is coloured on {@code terminal}. */
    boolean isColoured(Terminal terminal) {
        return terminal.allowsColour() && !noColor;
    }
}
