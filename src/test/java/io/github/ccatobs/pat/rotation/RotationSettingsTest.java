package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationSettingsTest {

    @Test
    void hasDefaults() {
        var settings = Settings.of(RotationSettings.class, Map.of());

        assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                RotationSettings.class, Map.of("ccat.pat.rotation.settle", "PT5M", "ccat.pat.rotation.lease", "90s"));

        assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(90));
    }
}
