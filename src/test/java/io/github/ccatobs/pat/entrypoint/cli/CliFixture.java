package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.terminal.ControllingTerminal;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.cli.terminal.WindowSize;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A few repositories in the local GitHub, the graph file that names them, a secret and tokens that no other test uses,
 * and commands run against them. The orchestrator {@code ccatobs/system-integration} always comes first.
 */
final class CliFixture {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LONG = Duration.ofDays(90);

    /** The exit code and output of a command. */
    record Ran(int code, String out, String err) {}

    private final SandboxGitHub gitHub = LocalGitHub.gitHub();
    private final int number = NUMBER.incrementAndGet();
    private final Map<String, SandboxRepository> repositories = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final CommandLineInterface commands;
    private final Path graph;
    private Set<Terminal.Channel> terminals = EnumSet.noneOf(Terminal.Channel.class);
    private int columns;
    private ControllingTerminal controlling = ControllingTerminal.none();
    final String secret = "SECRET_" + number;
    final String oldToken = token("Old");
    final String newToken = token("New");

    CliFixture(CommandLineInterface commands, Path directory, int size) {
        LocalGitHub.emptyStore();
        this.commands = commands;
        this.graph = directory.resolve("graph-" + number + ".yml");
        Stream.concat(
                        Stream.of("ccatobs/system-integration"),
                        IntStream.rangeClosed(2, size).mapToObj(index -> "villages/v" + number + "-r" + index))
                .forEach(name -> repositories.put(
                        name,
                        gitHub.hasRepository(name)
                                .withSecret(
                                        secret, oldToken, ApplicationClock.now().minus(LONG))));
        write("repos:\n"
                + names().stream().skip(1).map(name -> "  " + name + ":\n").collect(Collectors.joining()));
        for (String token : List.of(oldToken, newToken)) {
            gitHub.hasToken(token)
                    .of("bot" + number)
                    .fineGrained("secrets=write", "actions=read")
                    .expiringAt(ApplicationClock.now().plus(LONG));
        }
    }

    /** A token in the shape of fine-grained ones, of words, so that nothing takes it for a real one. */
    String token(String word) {
        String letters = (word + "TokenOfFixture" + number + "x".repeat(90)).substring(0, 81);
        return "github_pat_" + letters.substring(0, 22) + "_" + letters.substring(22);
    }

    CliFixture write(String text) {
        try {
            Files.writeString(graph, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CliFixture withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Lets the old token read {@code what} too, and no more than that and what every token of the fixture may. */
    CliFixture mayRead(String what) {
        gitHub.hasToken(oldToken).fineGrained("secrets=write", "actions=read", what + "=read");
        return this;
    }

    CliFixture onATerminal(int width) {
        columns = width;
        return onATerminal();
    }

    CliFixture onATerminal() {
        terminals = EnumSet.allOf(Terminal.Channel.class);
        return this;
    }

    /** Has a person at the controlling terminal, whatever the standard streams are, who is asked and answers so. */
    CliFixture answering(ControllingTerminal person) {
        controlling = person;
        return this;
    }

    List<String> names() {
        return List.copyOf(repositories.keySet());
    }

    /** The {@code index}th repository in order of work, counted from 1. */
    SandboxRepository repository(int index) {
        return Objects.requireNonNull(repositories.get(names().get(index - 1)));
    }

    /** The repositories that hold {@code token} in truth. */
    List<String> holding(String token) {
        return names().stream()
                .filter(name -> Objects.requireNonNull(repositories.get(name))
                        .secret(secret)
                        .equals(Optional.of(token)))
                .toList();
    }

    int writes() {
        return gitHub.count("PUT", ".*/actions/secrets/" + secret);
    }

    Path graph() {
        return graph;
    }

    /** Runs {@code ccat pat WORDS} on this fixture, with {@code typed} on stdin. Nothing it prints may hold a token. */
    Ran run(String typed, String... words) {
        return run(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), words);
    }

    /** The same with {@code typed} as standard input. */
    Ran run(InputStream typed, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                typed,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals,
                environment,
                controlling,
                new WindowSize(columns),
                "ccat");
        int code = commands.run(
                terminal, Stream.concat(Stream.of("pat"), Stream.of(words)).toArray(String[]::new));
        var ran = new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(ran.out + ran.err).doesNotContain(newToken, oldToken);
        return ran;
    }

    /** Runs {@code rotate} with the token on stdin, without a question. */
    Ran rotate(String token, String... more) {
        String[] unasked =
                Stream.concat(Stream.of(more), Stream.of("--yes")).distinct().toArray(String[]::new);
        return run(token + "\n", onThis("rotate", "--token-from", "stdin", unasked));
    }

    /** The words of a command on this fixture's graph and secret. */
    String[] onThis(String command, String option, String value, String... more) {
        return Stream.concat(
                        Stream.of(command, "--graph", graph.toString(), "--secret", secret, option, value),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
