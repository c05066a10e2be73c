package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.ProcessLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules and the dashboard of {@code infra/monitoring}, held to the metrics that exist. */
class MonitoringFilesTest {

    private static final Path DIRECTORY = Path.of("infra", "monitoring");
    private static final Pattern METRIC = Pattern.compile("ccat_pat_\\w+");

    /** The table that {@code PrometheusMetricsTest} holds to what the service tells. */
    private static Set<String> documented() throws IOException {
        return Pattern.compile("(?m)^\\| `(ccat_pat_\\w+)")
                .matcher(Files.readString(Path.of("docs/serve.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void asksForMetricsThatExist() throws IOException {
        assertThat(documented()).hasSizeGreaterThan(10);
        assertThat(names(String.join("\n", expressions()))).isNotEmpty();
        for (String expression : all()) {
            assertThat(documented()).as(expression).containsAll(names(expression));
        }
    }

    @Test
    void showsEveryMetricOnTheDashboard() throws IOException {
        assertThat(names(String.join("\n", queries()))).isEqualTo(documented());
    }

    @ParameterizedTest
    @CsvSource({
        "state, present missing unreadable transferred running waiting complete stopped refused superseded",
        "result, complete incomplete failed",
        "outcome, updated failed pending"
    })
    void asksForLabelsThatExist(String label, String values) throws IOException {
        var asked = Pattern.compile(label + "=~?\"([^\"]+)\"");
        assertThat(all().stream()
                        .flatMap(expression -> asked.matcher(expression).results())
                        .flatMap(found -> Stream.of(found.group(1).split("\\|", -1))))
                .isSubsetOf(values.split(" ", -1));
    }

    @Test
    @SuppressWarnings("unchecked") // It is our own file.
    void leadsFromEachAlertToAPageThatHelps() throws IOException {
        for (var rule : rules()) {
            String name = (String) rule.get("alert");
            assertThat(name).startsWith("CcatPat");
            assertThat(((Map<String, String>) rule.get("labels")).get("severity"))
                    .as(name)
                    .isIn("warning", "critical");
            var annotations = (Map<String, String>) rule.get("annotations");
            assertThat(annotations).as(name).containsKeys("summary", "runbook_url");
            var link = Pattern.compile("https://github\\.com/ccatobs/ccat-pat/blob/main/(docs/\\w+\\.md)#([a-z-]+)")
                    .matcher(annotations.get("runbook_url"));
            assertThat(link.matches()).as(name).isTrue();
            assertThat(Files.readAllLines(Path.of(link.group(1))).stream()
                            .filter(line -> line.startsWith("#"))
                            .map(line -> line.replaceFirst("^#+ ", "")
                                    .toLowerCase(Locale.ROOT)
                                    .replace(' ', '-')))
                    .as(name)
                    .contains(link.group(2));
        }
    }

    @Test
    void laysPanelsOutBesideEachOther() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : dashboard().path("panels")) {
            var place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add((place.path("x").asInt() + x) + ","
                                    + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
        assertThat(dashboard().path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void passesPrometheusOwnTests() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/promtool", "/usr/local/bin/promtool")
                        .anyMatch(file -> Files.isExecutable(Path.of(file))),
                "there is no promtool: the alert rules are NOT checked by Prometheus");
        assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
        assertThat(promtool("test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    }

    private static String promtool(String... words) throws Exception {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .start();
        String said = ProcessLines.textOf(process);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> all() throws IOException {
        List<String> all = new ArrayList<>(expressions());
        all.addAll(queries());
        return all;
    }

    private static List<String> queries() throws IOException {
        return dashboard().findValuesAsText("expr");
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DIRECTORY.resolve("dashboard.json").toFile());
    }

    private static List<String> expressions() throws IOException {
        return rules().stream().map(rule -> (String) rule.get("expr")).toList();
    }

    @SuppressWarnings("unchecked") // It is our own file.
    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DIRECTORY.resolve("alerts.yaml")));
        return (List<Map<String, Object>>) file.get("groups").getFirst().get("rules");
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
