package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/github-actions.md}, held to {@code action.yml}. */
class ActionGuideTest {

    private static String guide() throws IOException {
        return Files.readString(Path.of("docs", "github-actions.md"));
    }

    private static JsonNode metadata() throws IOException {
        return yaml(Files.readString(Path.of("action.yml")));
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    private static JsonNode steps() throws IOException {
        return yaml(examples().getFirst()).at("/jobs/audit/steps");
    }

    private static Set<String> names(JsonNode mapping) {
        return mapping.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> examples() throws IOException {
        return Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
                .matcher(guide())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The names in the first column of the table whose first heading this is. */
    private static Set<String> table(String heading) throws IOException {
        var rows = Pattern.compile("(?m)^\\| " + heading + " \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)")
                .matcher(guide());
        assertThat(rows.find()).as(heading).isTrue();
        return Pattern.compile("(?m)^\\|([^|]*)\\|")
                .matcher(rows.group(1))
                .results()
                .flatMap(row ->
                        Pattern.compile("`([^`]+)`").matcher(row.group(1)).results())
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void auditsEveryNightInFifteenLines() throws IOException {
        String nightly = examples().getFirst();
        assertThat(nightly.lines()).hasSizeLessThanOrEqualTo(15);
        assertThat(SchemaStore.faults("github-workflow", SchemaStore.read(nightly)))
                .isEmpty();
        assertThat(steps()).hasSize(2);
        assertThat(steps().at("/1/uses").asText()).startsWith("ccatobs/ccat-pat@v");
        assertThat(nightly)
                .contains("\npermissions: {contents: read}\n", "\nconcurrency: ", "schedule: [{cron: '17 3 * * *'}]");
    }

    /** The checkout is pinned to the commit that our own workflows use. */
    @Test
    void pinsWhatOurOwnWorkflowsPin() throws IOException {
        var ours = Pattern.compile("actions/checkout@\\S+ # v\\S+")
                .matcher(Files.readString(Path.of(".github", "workflows", "ci.yml")));
        assertThat(ours.find()).isTrue();
        assertThat(examples().getFirst()).contains(ours.group());
    }

    @Test
    void givesOnlyInputsThatThereAre() throws IOException {
        assertThat(names(metadata().path("inputs"))).containsAll(names(steps().at("/1/with")));
    }

    @Test
    void tellsEveryInputWithItsDefault() throws IOException {
        var inputs = metadata().path("inputs");
        assertThat(table("input")).isEqualTo(names(inputs));
        for (String name : names(inputs)) {
            if (inputs.path(name).has("default")) {
                assertThat(guide())
                        .contains("| `" + name + "` | `"
                                + inputs.path(name).path("default").asText() + "` |");
            }
        }
    }

    @Test
    void tellsEveryOutput() throws IOException {
        assertThat(table("output")).isEqualTo(names(metadata().path("outputs")));
    }
}
