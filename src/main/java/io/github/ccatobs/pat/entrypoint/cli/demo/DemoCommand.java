package io.github.ccatobs.pat.entrypoint.cli.demo;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.AllowedOwners;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphContent;
import io.github.ccatobs.pat.graph.GraphReader;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.TokenRevocation;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat demo}: the product at work against a GitHub inside this process, step by step. */
@Command(
        name = "demo",
        description = {
            "The whole story on this machine, without an account: the real engine reads and writes a GitHub inside this"
                    + " process.",
            "With --keep that GitHub keeps running, to try the other commands on it by hand."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat demo", "  ccat pat demo --keep --repositories 200 --latency 80ms"})
public final class DemoCommand implements Callable<Integer> {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final int MOST_REPOSITORIES = 5000;

    @Option(names = "--keep", description = "Leave the sandbox GitHub running until Ctrl-C, and say how to reach it.")
    private boolean keep;

    @Option(
            names = "--repositories",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --keep: use N healthy repositories instead of the story's six.")
    private int repositories;

    @Option(
            names = "--latency",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "With --keep: how long the sandbox takes for each answer, e.g. 80ms.")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--clock-ahead",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "With --keep: how far the sandbox's clock is ahead of this machine's, e.g. 10m.")
    private Duration clockAhead = Duration.ZERO;

    @Option(
            names = "--clock-behind",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "With --keep: how far the sandbox's clock is behind.")
    private Duration clockBehind = Duration.ZERO;

    @Option(names = "--no-limits", description = "With --keep: without GitHub's rate limits, for measurements.")
    private boolean withoutLimits;

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR set.")
    private boolean noColor;

    private final Terminal terminal;
    private final DemoServices services;

    /** The services that the other commands use too. */
    public record DemoServices(
            GitHubClientFactory clients,
            RotationPreparation preparation,
            RotationService rotations,
            RetirementGate gate,
            TokenRevocation revocation,
            Clock clock) {}

    /** Runs on {@code terminal}. */
    public DemoCommand(Terminal terminal, DemoServices services) {
        this.terminal = terminal;
        this.services = services;
    }

    @Override
    public Integer call() {
        if (repositories < 0 || repositories > MOST_REPOSITORIES) {
            throw new IllegalArgumentException(
                    "--repositories is " + repositories + ": expected 1 to " + MOST_REPOSITORIES);
        }
        if (!keep && (repositories > 0 || latency.isPositive())) {
            throw new IllegalArgumentException("--repositories and --latency need --keep");
        }
        if (!keep && (clockAhead.isPositive() || clockBehind.isPositive())) {
            throw new IllegalArgumentException("--clock-ahead and --clock-behind need --keep");
        }
        if (!keep && withoutLimits) {
            throw new IllegalArgumentException("--no-limits needs --keep");
        }
        return (keep ? runSandbox() : runScript()).code();
    }

    private ExitCode runScript() {
        String file = storyFile();
        var graph = read(file);
        try (var gitHub = DemoGitHub.forScript(graph, SECRET, services.clock())) {
            new DemoScript(terminal, gitHub, graph, SECRET, services, noColor).run(file);
        }
        return ExitCode.FINE;
    }

    private ExitCode runSandbox() {
        String file = repositories == 0 ? storyFile() : generatedFile();
        var graph = read(file);
        try (var gitHub = repositories == 0
                        ? DemoGitHub.forScript(graph, SECRET, services.clock())
                        : DemoGitHub.allPresent(graph, SECRET, services.clock());
                var path = new DemoFile(file)) {
            gitHub.takes(latency);
            if (withoutLimits) {
                gitHub.removeLimits();
            }
            gitHub.runsAheadBy(clockAhead.minus(clockBehind));
            gitHub.keepsTheGraph(file);
            String cancellation = gitHub.queuesARun(services.clock());
            say("A sandbox GitHub with " + graph.repositories().size() + " repositories runs until Ctrl-C.");
            say("In another terminal, first this; the last line keeps its rotations apart from yours:");
            say("");
            say("  export GITHUB_API_URL=" + gitHub.url());
            say("  unset GITHUB_GRAPHQL_URL");
            say("  export CCAT_PAT_GRAPH=" + path.path());
            say("  export CCAT_PAT_STORE_PATH=$(mktemp -d)");
            say("");
            say("Then with a credential that cannot see every repository:");
            say("");
            say("  export GITHUB_TOKEN=" + DemoGitHub.CREDENTIAL);
            say("  ./ccat pat status");
            say("  ./ccat pat audit");
            say("  ./ccat pat rotate --dry-run");
            say("");
            say("Then change something, as it happens on GitHub: transfer a repository to another owner,");
            say("");
            say("  curl -H \"Authorization: Bearer $GITHUB_TOKEN\" -d '{\"new_owner\":\"mallory\"}'"
                    + " $GITHUB_API_URL/repos/ccatobs/ops-db-ui/transfer");
            say("");
            say("or delete a secret, and read with another token:");
            say("");
            say("  curl -X DELETE -H \"Authorization: Bearer $GITHUB_TOKEN\""
                    + " $GITHUB_API_URL/repos/ccatobs/ops-db-ui/actions/secrets/GH_PAT");
            say("  export GITHUB_TOKEN=" + DemoGitHub.READER);
            say("");
            say("Then without a credential: the new token, which sees every repository, writes itself:");
            say("");
            say("  unset GITHUB_TOKEN GH_TOKEN");
            say("  export NEW_TOKEN=" + DemoGitHub.NEW_TOKEN);
            say("  echo \"$NEW_TOKEN\" | ./ccat pat rotate --token-from stdin");
            say("  ./ccat pat rotations");
            say("");
            say(
                    "Then ask whether the old token may go. A run that was queued before still carries it; cancel that, and ask again:");
            say("");
            say("  export OLD_TOKEN=" + DemoGitHub.OLD_TOKEN);
            say("  echo \"$OLD_TOKEN\" | GITHUB_TOKEN=" + DemoGitHub.READER + " ./ccat pat retire --token-from stdin");
            say("  curl -X POST -H \"Authorization: Bearer " + DemoGitHub.CREDENTIAL + "\" $GITHUB_API_URL"
                    + cancellation);
            say("  echo \"$OLD_TOKEN\" | GITHUB_TOKEN=" + DemoGitHub.READER
                    + " ./ccat pat retire --token-from stdin --revoke --yes");
            say("");
            say("Two minutes later, overwrite one secret from another store, so that the audit finds it:");
            say("");
            say("  echo \"$NEW_TOKEN\" | CCAT_PAT_STORE_PATH=$(mktemp -d) ./ccat pat rotate --yes --token-from stdin"
                    + " --repo ccatobs/ops-db");
            say("  GITHUB_TOKEN=" + DemoGitHub.READER + " ./ccat pat audit");
            terminal.out().flush();
            tallyAtTheEnd(gitHub);
            waitForCtrlC();
        }
        return ExitCode.FINE;
    }

    /** However the process is asked to end. */
    private void tallyAtTheEnd(DemoGitHub gitHub) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            say(gitHub.tally());
            terminal.out().flush();
        }));
    }

    private static void waitForCtrlC() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String generatedFile() {
        return IntStream.rangeClosed(1, repositories - 1)
                .mapToObj("  repository-%04d:\n"::formatted)
                .collect(Collectors.joining("", "repos:\n  system-integration:\n", ""));
    }

    private static String storyFile() {
        try (var resource = DemoCommand.class.getResourceAsStream("/demo/dependency-graph.yml")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's graph is part of the jar", e);
        }
    }

    private static DependencyGraph read(String file) {
        return new GraphReader(
                        "ccatobs",
                        "system-integration",
                        AllowedOwners.of(Optional.empty(), "ccatobs"),
                        () -> "github.com")
                .read(new GraphContent("the demo's graph", file.getBytes(StandardCharsets.UTF_8)));
    }

    private void say(String line) {
        terminal.out().println(line);
    }

    /** The graph as a file that {@code status} can be pointed at; gone with the process. */
    private record DemoFile(Path path) implements AutoCloseable {

        DemoFile(String text) {
            this(write(text));
        }

        private static Path write(String text) {
            try {
                var file = Files.createTempFile("ccat-pat-demo-", ".yml");
                file.toFile().deleteOnExit();
                return Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException("the demo's graph cannot be written to a temporary file", e);
            }
        }

        @Override
        public void close() {
            path.toFile().delete();
        }
    }
}
