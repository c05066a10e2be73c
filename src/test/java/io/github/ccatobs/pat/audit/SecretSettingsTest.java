package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.github.SecretSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(Settings.of(SecretSettings.class, Map.of()).secret()).isEqualTo("GH_PAT");
    }

    @Test
    void readsEveryKey() {
        assertThat(Settings.of(SecretSettings.class, Map.of("ccat.pat.secret", "NPM_TOKEN"))
                        .secret())
                .isEqualTo("NPM_TOKEN");
    }
}
