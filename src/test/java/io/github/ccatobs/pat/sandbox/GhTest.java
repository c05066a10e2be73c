package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's own command works against the sandbox, so it is a GitHub to others than us. Skipped where gh is missing. */
class GhTest extends SandboxTest {

    private static final Instant LONG_AGO = Instant.parse("2026-02-21T22:17:45Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before every test.
    Path home;

    @BeforeEach
    void needsGh() {
        assumeTrue(ghIsInstalled(), "gh, GitHub's command line, is not installed on this machine");
    }

    @Test
    void ghListsSecrets() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO).withSecret("OTHER", "y", LONG_AGO);

        assertThat(gh("", "secret", "list", "-R", "github.localhost/acme/web"))
                .isEqualTo("GH_PAT\t2026-02-21\nOTHER\t2026-02-21\n, exit 0");
    }

    @Test
    void ghSetsASecret() throws Exception {
        assertThat(gh("from gh", "secret", "set", "GH_PAT", "-R", "github.localhost/acme/web"))
                .endsWith(", exit 0");

        assertThat(web.secret("GH_PAT")).hasValue("from gh");
        assertThat(github.requests().getLast().credential()).hasValue("tok-admin");
    }

    @Test
    void ghCallsTheApi() throws Exception {
        assertThat(gh("", "api", "user", "--jq", ".login")).isEqualTo("ada\n, exit 0");
    }

    @Test
    void ghIsToldNo() throws Exception {
        web.hiddenFrom("tok-admin");

        assertThat(gh("", "secret", "list", "-R", "github.localhost/acme/web"))
                .contains("404")
                .endsWith(", exit 1");
    }

    private String gh(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gh"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GH_") || name.startsWith("GITHUB_"));
        builder.environment().put("http_proxy", github.url().toString());
        builder.environment().put("no_proxy", "");
        builder.environment().put("GH_HOST", "github.localhost");
        builder.environment().put("GH_TOKEN", "tok-admin");
        builder.environment().put("GH_ENTERPRISE_TOKEN", "tok-admin");
        builder.environment().put("GH_CONFIG_DIR", home.toString());
        builder.environment().put("GH_NO_UPDATE_NOTIFIER", "1");
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return output + ", exit " + process.waitFor();
    }

    private static boolean ghIsInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gh")));
    }
}
