package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * GitHub's own command, pointed at a GitHub of ours: it speaks plain HTTP to {@code *.localhost} alone, and through a
 * proxy, which that GitHub is willing to be.
 *
 * @param home where it keeps its settings
 */
public record GitHubCli(URI url, String token, Path home) {

    /** Whether it is on the path. */
    public static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gh")));
    }

    /** Runs it; gives what it printed and its exit code. */
    public String run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gh"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GH_") || name.startsWith("GITHUB_"));
        builder.environment().put("http_proxy", url.toString());
        builder.environment().put("no_proxy", "");
        builder.environment().put("GH_HOST", "github.localhost");
        builder.environment().put("GH_TOKEN", token);
        builder.environment().put("GH_ENTERPRISE_TOKEN", token);
        builder.environment().put("GH_CONFIG_DIR", home.toString());
        builder.environment().put("GH_NO_UPDATE_NOTIFIER", "1");
        Path output = Files.createTempFile(home, "gh", ".out");
        Process process = builder.redirectOutput(output.toFile()).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        try { // a wait that the test's timeout ends, as it would not end a read
            int code = process.waitFor();
            return Files.readString(output) + ", exit " + code;
        } finally {
            process.destroyForcibly();
        }
    }
}
