package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.GitHubCli;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** GitHub's own command works against the sandbox, so it is a GitHub to others than us. Skipped where gh is missing. */
@Execution(ExecutionMode.CONCURRENT)
class GitHubCliTest extends SandboxTest {

    private static final Instant LONG_AGO = Instant.parse("2026-02-21T22:17:45Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before every test.
    Path home;

    @BeforeEach
    void needsGh() {
        assumeTrue(GitHubCli.isInstalled(), "gh, GitHub's command line, is not installed on this machine");
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
        return new GitHubCli(github.url(), "tok-admin", home).run(input, arguments);
    }
}
