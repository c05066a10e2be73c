package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.ccatobs.pat.infra.ReleaseFixture.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/action/program} and {@code infra/action/run} before a server of releases. */
class ActionProgramTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "abcdef0123456789abcdef0123456789abcdef01";

    @TempDir
    private Path directory;

    private ReleaseFixture release;
    private HttpServer server;
    private Path root;
    private Path released;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void arrange() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        release = ReleaseFixture.in(directory, "9.9.9");
        Files.writeString(release.files().resolve("COMMIT"), COMMIT + "\n");
        root = directory.resolve("the action");
        for (String script : List.of("infra/install", "infra/action/program", "infra/action/run")) {
            Path copy = root.resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>9.9.9</version>\n</project>\n");
        Files.writeString(root.resolve("ccat"), "#!/bin/sh\necho of the sources\n");
        assertThat(root.resolve("ccat").toFile().setExecutable(true)).isTrue();
        released = directory.resolve("temp/ccat-pat-v9.9.9/bin");
        server = release.serve();
        environment.put("RUNNER_TEMP", directory.resolve("temp").toString());
        environment.put("CCAT_ACTION_REPOSITORY", "ccatobs/ccat-pat");
        environment.put("CCAT_ACTION_RELEASES", ReleaseFixture.address(server));
        environment.put("CCAT_ACTION_JOB_TOKEN", "the-token-of-the-job");
        environment.put("CCAT_ACTION_TOKEN", "the-credential");
        environment.put("GITHUB_SERVER_URL", "https://github.com");
        release.program("gh", "echo \"$GH_TOKEN $*\" >gh.calls");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void takesTheReleaseOfATag() throws Exception {
        assertThat(program("v9.9.9").said()).startsWith("ccat-pat 9.9.9 is in ").endsWith("\n" + released + "\n");
        assertThat(directory.resolve("gh.calls")).doesNotExist();
        Files.delete(release.archive());
        assertThat(program("v9.9.9"))
                .as("the second step of a job downloads nothing")
                .isEqualTo(new Ended(0, released + "\n"));
    }

    @Test
    void takesTheReleaseOfACommitWhenItIsProvenToBeOfIt() throws Exception {
        assertThat(program(COMMIT).said())
                .as("a place of its own: an archive of the tag is not proven to be of the commit")
                .endsWith("\n" + released.toString().replace("-v9.9.9", "-v9.9.9-" + COMMIT) + "\n");
        assertThat(Files.readString(directory.resolve("gh.calls")))
                .startsWith("the-token-of-the-job attestation verify ")
                .endsWith(" --repo ccatobs/ccat-pat --source-digest " + COMMIT + "\n");
    }

    @Test
    void buildsACommitThatIsNotProven() throws Exception {
        release.program("gh", "echo 'no attestation' >&2; exit 1");
        assertThat(program(COMMIT).said())
                .contains("install: gh: no attestation\n")
                .endsWith(sources("the archive of " + ReleaseFixture.address(server)
                        + "/v9.9.9 is not proven to be of commit " + COMMIT));
        assertThat(released).doesNotExist();
    }

    @Test
    void showsTheJobsTokenToGitHubAlone() throws Exception {
        environment.put("GITHUB_SERVER_URL", "https://github.example.com");
        assertThat(program(COMMIT).said()).isEqualTo(sources("provenance is known on github.com alone"));
        assertThat(directory.resolve("gh.calls")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "v9.9.8", "v9.9.9-rc.1", "0123456", "../../x", "9.9.9; id"})
    void buildsWhatIsNotARelease(String ref) throws Exception {
        assertThat(program(ref)).isEqualTo(new Ended(0, sources("'" + ref + "' is not the release v9.9.9")));
    }

    @Test
    void buildsACommitWithoutARelease() throws Exception {
        assertThat(program(OTHER).said()).isEqualTo(sources("the release v9.9.9 is of another commit than " + OTHER));
        Files.delete(release.files().resolve("COMMIT"));
        assertThat(program("v9.9.9").said())
                .startsWith("curl: ")
                .endsWith(sources("there is no release v9.9.9 at " + ReleaseFixture.address(server)));
    }

    /** A copy of the action in the workflow's own repository. */
    @Test
    void buildsWithoutAWordWhereTheWorkflowNamesNoRelease() throws Exception {
        assertThat(program("")).isEqualTo(new Ended(0, root + "\n"));
    }

    @Test
    void buildsWhereTheArchiveDoesNotRun() throws Exception {
        release.pack("exit 127");
        assertThat(program("v9.9.9").said()).endsWith(sources("the archive of the release does not run here"));
    }

    @Test
    void runsNothingWhoseChecksumIsWrong() throws Exception {
        Files.write(release.archive(), new byte[] {0}, StandardOpenOption.APPEND);
        Path output = directory.resolve("output");
        environment.put("GITHUB_OUTPUT", output.toString());
        environment.put("CCAT_ACTION_COMMAND", "status");
        var ended = script("run", "v9.9.9");
        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.said()).contains("nothing is installed").doesNotContain("of the sources");
        assertThat(Files.readString(output)).isEqualTo("exit-code=5\n");
        assertThat(released).doesNotExist();
    }

    /** The script that finds the program does not see the credential, and the program not the job's token. */
    @Test
    void givesEachTokenOnlyToWhatNeedsIt() throws Exception {
        release.program("gh", "env | sort >gh.environment");
        release.pack("env | sort; echo \"$@\"");
        environment.put("CCAT_ACTION_COMMAND", "status");
        var ended = script("run", COMMIT);
        assertThat(ended.code()).isZero();
        assertThat(ended.said())
                .contains("GITHUB_TOKEN=the-credential\n")
                .endsWith("\npat status\n")
                .doesNotContain("the-token-of-the-job", "CCAT_CACHE");
        assertThat(Files.readString(directory.resolve("gh.environment")))
                .contains("GH_TOKEN=the-token-of-the-job\n")
                .doesNotContain("the-credential");
    }

    private String sources(String reason) {
        return "ccat-pat: building the action's sources, about a minute: " + reason + "\n" + root + "\n";
    }

    private Ended program(String ref) throws Exception {
        return script("program", ref);
    }

    private Ended script(String name, String ref) throws Exception {
        environment.put("CCAT_ACTION_REF", ref);
        return release.run(
                environment, List.of(root.resolve("infra/action/" + name).toString()));
    }
}
