package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.LauncherFixture.Ended;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The script of {@code action.yml} in the environment of a runner of GitHub Actions, with the packaged jar and a sandbox
 * GitHub. All that it prints and writes is compared with a file in {@code src/test/resources/action}; what came is
 * left in {@code target/action}.
 */
class ActionIT {

    private static final String CREDENTIAL = "credential-of-ActionIT-0123456789abcdef";

    /** Each text would be a command of the runner, Markdown or HTML where it is taken for more than text. */
    private static final String HOSTILE =
            "{\"message\":\"x\\n::add-mask::the\\n##[add-mask]the | <img src=x> [a](https://evil) @ops\"}";

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    @TempDir
    private static Path place;

    private static LauncherFixture installed;

    @TempDir
    private Path runner;

    private final SandboxGitHub gitHub = SandboxGitHub.start();
    private LauncherFixture action;

    @BeforeAll
    static void install() throws Exception {
        installed = LauncherFixture.in(place.resolve("the action"))
                .withThePackagedJar()
                .withTheStartUpCache();
        for (String script : List.of("infra/action/run", "infra/action/program")) {
            Path copy = installed.root().resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @BeforeEach
    void arrange() throws Exception {
        var written = Instant.now().minus(Duration.ofDays(1));
        gitHub.hasToken(CREDENTIAL).of("ccat-bot");
        gitHub.hasRepository("ccatobs/system-integration").withSecret("GH_PAT", "x", written);
        gitHub.hasRepository("ccatobs/ops-db").withSecret("GH_PAT", "x", written);
        gitHub.hasRepository("ccatobs/ops-db-api");
        gitHub.hasRepository("ccatobs/ops-db-ui");
        action = new LauncherFixture(installed.root(), new TreeMap<>(installed.environment()))
                .with("GITHUB_ACTIONS", "true")
                .with("GITHUB_API_URL", gitHub.url().toString())
                .with("GITHUB_SERVER_URL", "https://github.com")
                .with("GITHUB_REPOSITORY", "ccatobs/system-integration")
                .with("GITHUB_RUN_ID", "4711")
                .with("GITHUB_WORKSPACE", runner.toString())
                .with("GITHUB_STEP_SUMMARY", runner.resolve("summary").toString())
                .with("GITHUB_OUTPUT", runner.resolve("output").toString())
                .with("RUNNER_TEMP", runner.resolve("temp").toString())
                .with("XDG_STATE_HOME", runner.resolve("state").toString())
                .with("CCAT_PAT_GITHUB_TIMEOUT", PackagedCommand.AS_LONG_AS_A_TEST)
                .with("CCAT_ACTION_TOKEN", CREDENTIAL);
        Files.createDirectories(runner.resolve("temp"));
        Files.createDirectories(runner.resolve("ci"));
        graph("repos:\n  system-integration:\n  ops-db:\n  ops-db-api:\n  ops-db-ui: {depends_on: ops-db}\n");
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    private void graph(String text) throws IOException {
        Files.writeString(runner.resolve("ci/dependency-graph.yml"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "audit"})
    void tellsTheWorkflowWhatItFound(String command) throws Exception {
        gitHub.onRequest("GET", "/repos/ccatobs/ops-db-ui.*").answers(403, Map.of(), HOSTILE);
        assertThat(run(command)).isEqualTo(5);
    }

    /** The new token comes from a command. One repository answers with text that would be a command of the runner. */
    @Test
    void tellsTheWorkflowWhatKeepsTheTokenOut() throws Exception {
        hasNewToken();
        gitHub.onRequest("GET", "/repos/ccatobs/ops-db-ui.*").answers(403, Map.of(), HOSTILE);
        action.with("CCAT_ACTION_ARGS", "--token-from exec");
        assertThat(run("check")).isEqualTo(4);
        action.with("CCAT_ACTION_ARGS", "--token-from exec --yes");
        assertThat(run("rotate-refused", "CCAT_ACTION_COMMAND", "rotate")).isEqualTo(4);
        assertThat(gitHub.requests().stream().filter(request -> request.method().equals("PUT")))
                .isEmpty();
    }

    @Test
    void rotatesAndReportsIt() throws Exception {
        hasNewToken();
        graph("repos:\n  system-integration:\n  ops-db-ui:\n");
        gitHub.onRequest("PUT", "/repos/ccatobs/ops-db-ui.*").answers(422, Map.of(), HOSTILE);
        action.with("CCAT_ACTION_ARGS", "--token-from exec --yes");
        assertThat(run("rotate")).isEqualTo(3);
        action.with("CCAT_ACTION_ARGS", "");
        gitHub.onRequest("GET", "/repos/ccatobs/ops-db-ui.*").answers(403, Map.of(), HOSTILE);
        assertThat(start("audit").code()).isEqualTo(5);
        action.with("CCAT_ACTION_ARGS", "--format markdown");
        assertThat(run("report")).isEqualTo(0);
        assertThat(runner.resolve("temp/ccat-pat-report.md"))
                .content()
                .contains("](https://github.com/ccatobs/ops-db-ui) | ? unreadable |")
                .contains("\\<img src", "\\[a\\]", "@&#8203;ops")
                .doesNotContainPattern("(?m)^ *(::|##)(add-mask|\\[)");
    }

    private void hasNewToken() throws IOException {
        gitHub.hasToken(PackagedCommand.NEW)
                .of("ccat-bot")
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        Path file = Files.writeString(runner.resolve("token"), PackagedCommand.NEW + "\n");
        action.with("CCAT_PAT_TOKEN_EXEC", "cat '" + file + "'");
    }

    /** Words of the file, of a name that is none and of the answers cannot end a line and begin another. */
    @Test
    void letsNoTextOfOthersBecomeACommand() throws Exception {
        graph("""
                repos:
                  system-integration:
                  ops-db: {depends_on: "a,b::c%0A::stop-commands::x"}
                "##[add-mask]the": {x: 1}
                "::error::y": {x: 1}
                """);
        assertThat(run("hostile-graph", "CCAT_ACTION_COMMAND", "status")).isEqualTo(0);
        graph("repos:\n  - 'a b::add-mask::the ##[stop-commands]x'\n");
        assertThat(run("hostile-name", "CCAT_ACTION_COMMAND", "status")).isEqualTo(2);
        hasNewToken();
        for (String command : List.of("check", "rotate")) {
            action.with("CCAT_ACTION_ARGS", command.equals("check") ? "--token-from exec" : "--token-from exec --yes");
            assertThat(run("hostile-name-" + command, "CCAT_ACTION_COMMAND", command))
                    .isEqualTo(2);
        }
    }

    /** The issue is a place of its own: no Slack is configured. */
    @Test
    void keepsTheIssueThatTellsTheState() throws Exception {
        var repository = gitHub.hasRepository("ccatobs/system-integration");
        action.with("CCAT_PAT_GITHUB_ISSUE", "ccatobs/system-integration");
        assertThat(start("audit").code()).isEqualTo(1);
        assertThat(start("audit").code()).isEqualTo(1);
        assertThat(repository.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.state()).isEqualTo("open");
            assertThat(issue.body()).contains("| missing | ccatobs/ops\\-db\\-api |");
            assertThat(issue.comments()).singleElement().asString().startsWith("### New\n");
        });

        action.with("CCAT_PAT_GITHUB_ISSUE", "ccatobs/nowhere");
        var ran = start("audit");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.err()).contains("the issue of ccat.pat.github.issue was not written: ");
    }

    @Test
    void passesOptionsOnAsWordsAndSaysWhereTheGraphIs() throws Exception {
        action.with("CCAT_ACTION_ARGS", "--repo ops-db\n--json * $(id)")
                .with("CCAT_ACTION_GRAPH", "github:ccatobs/system-integration:ci/dependency-graph.yml")
                .with("CCAT_ACTION_SECRET", "OTHER");
        var ran = start("status");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("unexpected argument '*'");
        assertThat(output()).isEqualTo("exit-code=2\n");
    }

    /** The command's own exit code stays. */
    @Test
    void saysThatTheOutputsCannotBeWritten() throws Exception {
        action.with("GITHUB_OUTPUT", runner.toString()).with("GITHUB_STEP_SUMMARY", runner.toString());
        var ran = start("status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "warning: the job summary could not be written to the file in GITHUB_STEP_SUMMARY\n",
                        "warning: the outputs could not be written to the file in GITHUB_OUTPUT\n")
                .endsWith("warning: the output exit-code could not be written to the file in GITHUB_OUTPUT\n");
    }

    @ParameterizedTest
    @CsvSource({"''", "serve", "'status; id'", "'::error::x'"})
    void takesNoOtherCommand(String command) throws Exception {
        var ran = start(command);
        assertThat(ran)
                .isEqualTo(new Ended(
                        2,
                        "",
                        "::error title=ccat-pat::input command: expected status, audit, check, rotate or report\n"));
        assertThat(output()).isEqualTo("exit-code=2\n");
    }

    /** Each input and output of the metadata is one of the script's. */
    @Test
    void theMetadataNamesTheScriptsInputsAndOutputs() throws Exception {
        Map<String, Map<String, ?>> metadata = new Yaml().load(Files.readString(Path.of("action.yml")));
        String script = Files.readString(Path.of("infra/action/run"));
        assertThat(metadata.get("inputs").keySet())
                .allSatisfy(input -> assertThat(script).contains("CCAT_ACTION_" + input.toUpperCase(Locale.ROOT)));
        assertThat(metadata.get("outputs").keySet().toString())
                .isEqualTo("[exit-code, complete, present, missing, unreadable, findings, report]");
        assertThat(metadata.get("runs").toString())
                .contains("using=composite", "shell=sh")
                .doesNotContain("run=${{");
    }

    private int run(String name) throws Exception {
        return run(name, "CCAT_ACTION_COMMAND", name);
    }

    private int run(String name, String variable, String value) throws Exception {
        action.with(variable, value);
        Files.deleteIfExists(runner.resolve("summary"));
        Files.deleteIfExists(runner.resolve("output"));
        var ran = inTheWorkspace();
        String told = ("== stdout\n" + ran.out() + "== stderr\n" + ran.err() + "== GITHUB_STEP_SUMMARY\n" + summary()
                        + "== GITHUB_OUTPUT\n" + output())
                .replaceAll("ghadelimiter_[0-9a-f-]{36}", "END")
                .replace(runner.toString(), "RUNNER")
                .replace(gitHub.url().toString(), "API")
                .replaceAll("\\d{8}-\\d{6}-[a-z0-9]{4}", "ROTATION")
                .replaceAll("(took|about) \\d+ s\\b", "$1 N s")
                .replaceAll("\\d+ of (\\d+) requests left", "N of $1 requests left");
        String actual = TIME.matcher(told)
                .replaceAll("TIME")
                .replaceAll("\\d{4}\\\\-[\\\\:0-9T-]{8,22}Z", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE");
        Files.createDirectories(Path.of("target/action"));
        Files.writeString(Path.of("target/action", name + ".txt"), actual);
        assertThat(actual).isEqualTo(Files.readString(Path.of("src/test/resources/action", name + ".txt")));
        return ran.code();
    }

    /** Only {@code status} and {@code audit}, and what fails, write one. */
    private String summary() throws IOException {
        Path file = runner.resolve("summary");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private String output() throws IOException {
        return Files.readString(runner.resolve("output"));
    }

    private Ended start(String command) throws Exception {
        action.with("CCAT_ACTION_COMMAND", command);
        return inTheWorkspace();
    }

    private Ended inTheWorkspace() throws Exception {
        return LauncherFixture.finish(action.start(runner, action.root().resolve("infra/action/run")));
    }
}
