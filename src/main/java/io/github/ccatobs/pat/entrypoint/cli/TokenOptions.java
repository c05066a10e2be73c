package io.github.ccatobs.pat.entrypoint.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that take a token. */
final class TokenOptions {

    @Mixin
    private final GraphOptions graph;

    @Option(
            names = "--token-from",
            paramLabel = "SOURCE",
            description = "prompt, stdin, secretsmanager[:STAGE] or exec[:COMMAND], a command that prints it"
                    + " (default: prompt, or stdin without a terminal).")
    private @Nullable String tokenFrom;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for a rate limit before ending with 3 or 5 (default: 15m).")
    private Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    TokenOptions(GraphOptions graph) {
        this.graph = graph;
    }

    GraphOptions graph() {
        return graph;
    }

    /** Where the token comes from, when that was said. */
    Optional<String> tokenFrom() {
        return Optional.ofNullable(tokenFrom);
    }

    /** How long to wait for a limit at a time. */
    Duration waitLimit() {
        return wait;
    }

    boolean isJson() {
        return json;
    }

    /** The options that decide whether a rotation is refused. */
    static class PreflightOptions {

        @Option(
                names = "--continue-on-error",
                description = "Skip repositories that cannot be written instead of stopping at the first.")
        boolean continueOnError;

        @Option(names = "--force", description = "Accept a token whose checks warn.")
        boolean force;

        /** Whether the token is also written where it has been written. */
        boolean isRewritten() {
            return false;
        }
    }

    /** The same for {@code rotate} and {@code check}, which may write a repository again. */
    static final class RewriteOptions extends PreflightOptions {

        @Option(names = "--all", description = "Write also where this token has already been written.")
        private boolean all;

        @Override
        boolean isRewritten() {
            return all;
        }
    }
}
