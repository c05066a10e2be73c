package io.github.ccatobs.pat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lines for people, run by the shells that people use, beside an {@code aws} that records how it was called and what it
 * was handed.
 */
public final class ShellRun {

    private final Path directory;

    /** Makes the programs in {@code directory}. */
    public ShellRun(Path directory) {
        this.directory = directory;
        program("aws", """
                #!/bin/sh
                printf '%s\\n' "$@" >"$0.words"
                for word in "$@"; do
                  case $word in
                    file://*) cat "${word#file://}" >"$0.value" ;;
                  esac
                done
                """);
        program("stty", "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$0.words\"\n");
    }

    /** The shells of this machine, of those that people use. */
    public static List<String> shells() {
        return Stream.of("bash", "zsh", "dash", "sh")
                .filter(shell ->
                        Stream.of("/bin/", "/usr/bin/").anyMatch(place -> Files.isExecutable(Path.of(place + shell))))
                .toList();
    }

    /** Adds a program that the lines may call. */
    public ShellRun program(String name, String text) {
        try {
            var file = Files.writeString(directory.resolve(name), text);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code lines} in {@code shell} for a person who types {@code input}; its exit code. */
    public int run(String shell, String lines, String input, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(shell, "-c", lines);
        builder.environment().clear();
        builder.environment().put("PATH", directory + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        var process = builder.start();
        try (var typed = process.getOutputStream()) {
            typed.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = CompletableFuture.supplyAsync(() -> readAll(process));
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        said.get(60, TimeUnit.SECONDS);
        return process.waitFor();
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that {@code aws} was handed; empty when it was not called. */
    public String value() throws IOException {
        return read("aws.value");
    }

    /** The words that {@code program} was called with, a line each. */
    public String words(String program) throws IOException {
        return read(program + ".words");
    }

    private String read(String name) throws IOException {
        var file = directory.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
