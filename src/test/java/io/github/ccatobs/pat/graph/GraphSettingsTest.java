package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphSettingsTest {

    @Test
    void hasDefaults() {
        var settings = Settings.of(GraphSettings.class, Map.of());

        assertThat(settings.organization()).isEqualTo("ccatobs");
        assertThat(settings.owners()).isEmpty();
        assertThat(settings.orchestrator()).isEqualTo("system-integration");
        assertThat(settings.graph()).isEqualTo("ci/dependency-graph.yml");
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                GraphSettings.class,
                Map.of(
                        "ccat.pat.organization", "acme",
                        "ccat.pat.owners", "acme,Other",
                        "ccat.pat.orchestrator", "acme/ci",
                        "ccat.pat.graph", "github:acme/ci:graph.yml@main"));

        assertThat(settings.organization()).isEqualTo("acme");
        assertThat(settings.owners()).contains(List.of("acme", "Other"));
        assertThat(settings.orchestrator()).isEqualTo("acme/ci");
        assertThat(settings.graph()).isEqualTo("github:acme/ci:graph.yml@main");
    }
}
