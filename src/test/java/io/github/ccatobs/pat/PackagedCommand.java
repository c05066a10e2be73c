package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The packaged command as processes of their own, with a GitHub in this one and a state directory that they share. */
final class PackagedCommand implements AutoCloseable {

    static final String OLD = token("Old");
    static final String NEW = token("New");

    /** For an answer that a test holds back: however long the test takes, the process does not ask again meanwhile. */
    static final String AS_LONG_AS_A_TEST = "PT1H";

    final SandboxGitHub gitHub = SandboxGitHub.start();
    final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<SandboxRepository> repositories;
    private final List<Process> started = new ArrayList<>();

    PackagedCommand(Path directory, int size) throws IOException {
        this.directory = directory;
        this.repositories = Stream.concat(
                        Stream.of("ccatobs/system-integration"),
                        IntStream.rangeClosed(2, size).mapToObj("ccatobs/r%02d"::formatted))
                .map(name -> gitHub.hasRepository(name)
                        .withSecret("GH_PAT", OLD, Instant.now().minus(Duration.ofDays(90))))
                .toList();
        for (String token : List.of(OLD, NEW)) {
            gitHub.hasToken(token)
                    .of("ccat-bot")
                    .fineGrained("secrets=write", "actions=read")
                    .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        }
        Files.writeString(
                directory.resolve("graph.yml"),
                repositories.stream()
                        .map(repository -> "  " + repository.fullName() + ":\n")
                        .collect(Collectors.joining("", "repos:\n", "")));
        with("PATH", "/usr/bin:/bin");
        with("GITHUB_API_URL", gitHub.url().toString());
        with("CCAT_PAT_GITHUB_TIMEOUT", AS_LONG_AS_A_TEST);
        // Tests count what is under way when a process ends, whatever the defaults are.
        with("CCAT_PAT_GITHUB_IN_FLIGHT", "8");
        with("CCAT_PAT_GITHUB_WRITES_IN_FLIGHT", "4");
        with("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    /** A token in the shape of fine-grained ones, of words, so that nothing takes it for a real one. */
    private static String token(String word) {
        String letters = (word + "TokenOfProcesses" + "x".repeat(81)).substring(0, 81);
        return "github_pat_" + letters.substring(0, 22) + "_" + letters.substring(22);
    }

    PackagedCommand with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts {@code ccat pat WORDS} with {@code typed} on stdin. */
    Process start(String typed, String... words) throws IOException {
        var process = run(command("", words));
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(UTF_8));
        }
        return process;
    }

    /** Starts {@code ccat pat WORDS} on a pseudo-terminal that {@code script} makes. */
    Process onATerminal(Path script, String... words) throws IOException {
        return onATerminal("in,out,err", script, words);
    }

    /** The same, where only {@code streams} are said to be the terminal; {@code words} lead the others elsewhere. */
    Process onATerminal(String streams, Path script, String... words) throws IOException {
        String command = String.join(" ", command("-Dccat.terminals=" + streams, words));
        return run(List.of(script.toString(), "-qe", "-c", command, "/dev/null"));
    }

    /**
     * As {@code ./ccat} starts it. Native access is for the jar's manifest to enable: where an option does, Java passes
     * over most of the start-up cache.
     */
    static List<String> command(String option, String... words) throws IOException {
        String java = LauncherFixture.java();
        String jar = LauncherFixture.packagedJar().toAbsolutePath().toString();
        return Stream.of(
                        Stream.of(java, "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+UseSerialGC"),
                        StartUpCache.options().stream(),
                        Stream.of(option).filter(word -> !word.isEmpty()),
                        Stream.of("-jar", jar, "pat"),
                        Stream.of(words))
                .flatMap(part -> part)
                .toList();
    }

    private Process run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(DefaultSignals.before(command)).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** Starts a rotation of the new token. */
    Process rotate(String... more) throws IOException {
        return start(
                NEW + "\n",
                Stream.concat(
                                Stream.of("rotate", "--token-from", "stdin", "--yes", "--graph", "graph.yml"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    int size() {
        return repositories.size();
    }

    int writes() {
        return gitHub.count("PUT", ".*");
    }

    /** How many repositories hold the new token in truth. */
    long holders() {
        return repositories.stream()
                .filter(repository -> repository.secret("GH_PAT").equals(Optional.of(NEW)))
                .count();
    }

    /** The bytes of every file that the command has left, as text. */
    String everythingStored() {
        try (var files = Files.walk(directory.resolve("state"))) {
            return files.filter(Files::isRegularFile).map(PackagedCommand::read).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        gitHub.close();
    }
}
