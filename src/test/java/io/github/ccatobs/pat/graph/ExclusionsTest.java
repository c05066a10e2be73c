package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.name;
import static io.github.ccatobs.pat.graph.Graphs.names;
import static io.github.ccatobs.pat.graph.Graphs.read;
import static io.github.ccatobs.pat.graph.Graphs.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that a file lists and leaves out. */
class ExclusionsTest {

    @ParameterizedTest
    @CsvSource({
        "enabled: false, 'enabled', false",
        "Enabled: No, 'Enabled', No",
        "disabled: true, 'disabled', true",
        "archived: yes, 'archived', yes",
        "secret: false, 'secret', false",
        "active: off, 'active', off",
        "skip: true, 'skip', true",
        "excluded: on, 'excluded', on"
    })
    void leavesOutWhatTheFileSwitchesOff(String words, String key, String value) {
        for (String yaml : new String[] {
            "repos: {a: {team: web, %s}, b: }",
            "repos: [{name: a, %s}, b]",
            "groups: {g: [{repo: a, %s}, b]}",
            "a: {needs: b, %s}\nb: {}",
            "a: {%s}\nb: {}",
            "groups: {g: {a: {%s}, b: }}"
        }) {
            var graph = read(yaml.formatted(words));
            assertThat(graph.repositories()).as(yaml).isEqualTo(names("system-integration", "b"));
            assertThat(graph.excluded())
                    .extracting(excluded -> excluded.repository() + " " + excluded.reason())
                    .containsExactly("ccatobs/a '%s' is %s".formatted(key.replace("'", ""), value));
            assertThat(graph.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled: true",
                "disabled: false",
                "archived: no",
                "secret: GH_PAT",
                "secret: true",
                "secret: [A, B]",
                "enabled: ",
                "skip: [tests]",
                "active: 2026"
            })
    void keepsWhatItDoesNotSwitchOff(String words) {
        assertThat(read("repos: {a: {%s}}".formatted(words)).repositories())
                .isEqualTo(names("system-integration", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled: maybe", "disabled: 1", "archived: 2026-01-01", "enabled: [linux]"})
    void refusesASwitchThatIsNeitherTrueNorFalse(String words) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read("repos: {a: {%s}}".formatted(words)))
                .withMessageStartingWith("graph.yml:1:2")
                .withMessageEndingWith("; expected true or false");
    }

    @Test
    void leavesOutAGroupAndKeepsWhatIsListedElsewhereToo() {
        var graph = read("""
                groups:
                  old: {enabled: false, repos: [a, b]}
                  new: [b, c]
                """);
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "b", "c"));
        assertThat(graph.excluded())
                .extracting(ExcludedRepository::toString)
                .containsExactly("graph.yml:2:9: ccatobs/a is left out: 'enabled' is false");
    }

    @Test
    void oneEntryThatLeavesItOutIsEnough() {
        var graph = read("repos: {a: {archived: true}, b: }\ngroups: {g: [a, b]}\n");
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "b"));
        assertThat(graph.groups()).isEqualTo(Map.of("g", Set.of(name("b"))));
    }

    @Test
    void dropsTheEdgesOfWhatIsLeftOutWithoutAWarning() {
        var graph = read("repos: {a: {needs: off}, off: {enabled: false, needs: b, triggers: a}, b: {needs: a}}");
        assertThat(graph.dependencies()).isEqualTo(Map.of(name("b"), Set.of(name("a"))));
        assertThat(graph.warnings()).isEmpty();
    }

    @Test
    void neverLeavesOutTheOrchestrator() {
        var graph = read("repos: {system-integration: {secret: false}, a: }");
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "a"));
        assertThat(warnings(graph))
                .containsExactly(
                        "graph.yml:1:30: 'secret' is false, but ccatobs/system-integration is the orchestrator, which"
                                + " is always included");
    }
}
