package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows of GitHub Actions, which cannot run here: what a linter would say of them, and our own rules. */
class WorkflowTest {

    /** Of the workflow syntax. */
    private static final List<String> TOP = List.of("name", "on", "permissions", "concurrency", "env", "jobs");

    private static final List<String> JOB = List.of(
            "name", "needs", "if", "runs-on", "timeout-minutes", "permissions", "strategy", "env", "outputs", "steps");

    private static final List<String> STEP =
            List.of("name", "id", "if", "uses", "with", "run", "env", "continue-on-error");

    static Stream<Path> workflows() throws IOException {
        try (var files = Files.list(Path.of(".github", "workflows"))) {
            return files.filter(file -> file.toString().endsWith(".yml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    @SuppressWarnings("unchecked") // It is our own file.
    void isWellFormedAndMayDoLittle(Path file) throws IOException {
        Map<Object, Object> workflow = yaml(file);
        // YAML 1.1 reads the key on as a boolean.
        assertThat(workflow.keySet()).allMatch(key -> key.equals(true) || TOP.contains(key));
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        var jobs = (Map<String, Map<String, Object>>) workflow.get("jobs");
        jobs.forEach((name, job) -> {
            assertThat(job.keySet()).as(name).isSubsetOf(JOB);
            assertThat(job).as(name).containsKeys("runs-on", "timeout-minutes", "steps");
            for (var step : (List<Map<String, Object>>) job.get("steps")) {
                assertThat(step.keySet()).as(name).isSubsetOf(STEP);
                assertThat(step.containsKey("uses") ^ step.containsKey("run")).isTrue();
                if (step.containsKey("run")) {
                    expectScript((String) step.get("run"));
                }
            }
            if (job.get("needs") instanceof List<?> needs) {
                assertThat(jobs.keySet()).containsAll((List<String>) needs);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void isWhatTheSchemaAccepts(Path file) throws IOException {
        assertThat(SchemaStore.faults("github-workflow", SchemaStore.read(Files.readString(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout-minutes:  | timeout-minuts:
            permissions:      | permission:
            contents: read    | contents: reed
            - uses:           | - use:
            runs-on:          | runs_on:
            branches: [main]  | branches: {main: 1}
            """)
    void theSchemaRefusesAMistypedWord(String right, String wrong) throws IOException {
        String text = Files.readString(Path.of(".github", "workflows", "ci.yml"));
        assertThat(text).contains(right);
        assertThat(SchemaStore.faults("github-workflow", SchemaStore.read(text.replace(right, wrong))))
                .isNotEmpty();
    }

    @Test
    void theActionIsWhatTheSchemaAccepts() throws IOException {
        String text = Files.readString(Path.of("action.yml"));
        assertThat(SchemaStore.faults("github-action", SchemaStore.read(text))).isEmpty();
        for (String word : List.of("using:", "shell:", "value:", "steps:", "default:")) {
            assertThat(text).contains(word);
            assertThat(SchemaStore.faults("github-action", SchemaStore.read(text.replace(word, "x" + word))))
                    .as(word)
                    .isNotEmpty();
        }
    }

    /** One call of a script of ours, which is there; no expression is pasted into a shell. */
    private static void expectScript(String run) {
        assertThat(run).doesNotContain("\n").doesNotContain("${{");
        assertThat(Path.of(run.split(" ", 2)[0])).isExecutable();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void pinsEachActionToACommit(Path file) throws IOException {
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("uses:")))
                .allMatch(line -> line.matches("\\s+- uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    @SuppressWarnings("unchecked") // It is our own file.
    void asksDependabotForEverythingThatIsPinned() throws IOException {
        var updates = (List<Map<String, Object>>)
                yaml(Path.of(".github", "dependabot.yml")).get("updates");
        assertThat(updates)
                .extracting(update -> update.get("package-ecosystem"))
                .containsExactlyInAnyOrder("maven", "github-actions", "docker", "terraform");
        assertThat(updates).allSatisfy(update -> assertThat(Path.of("." + update.get("directory")))
                .isDirectory());
    }

    @Test
    @SuppressWarnings("unchecked") // It is our own file.
    void asksForWhatABugReportNeeds() throws IOException {
        for (String form : List.of("bug.yml", "feature.yml")) {
            var issue = yaml(Path.of(".github", "ISSUE_TEMPLATE", form));
            assertThat(issue).containsKeys("name", "description", "body");
            for (var field : (List<Map<String, Object>>) issue.get("body")) {
                assertThat(field.get("type")).isIn("markdown", "textarea", "input", "dropdown", "checkboxes");
                assertThat(field).containsKey("attributes");
            }
        }
    }

    private static Map<Object, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }
}
