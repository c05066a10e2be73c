package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {

    @Test
    void hasDefaults() {
        var settings = Settings.of(HttpSettings.class, Map.of());

        assertThat(settings.host()).isEmpty();
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.connections()).isEqualTo(256);
        assertThat(settings.keys()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                HttpSettings.class,
                Map.of(
                        "ccat.pat.http.host", "192.0.2.1",
                        "ccat.pat.http.port", "9090",
                        "ccat.pat.http.connections", "10",
                        "ccat.pat.http.keys.\"ci.robot\"", "abc"));

        assertThat(settings.host()).contains("192.0.2.1");
        assertThat(settings.port()).isEqualTo(9090);
        assertThat(settings.connections()).isEqualTo(10);
        assertThat(settings.keys()).containsExactly(Map.entry("ci.robot", "abc"));
    }

    @Test
    void refusesAServerWithoutConnections() {
        var settings = Settings.of(HttpSettings.class, Map.of("ccat.pat.http.connections", "0"));

        assertThatThrownBy(() -> ConnectionLimits.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.http.connections is 0: expected at least 1");
    }
}
