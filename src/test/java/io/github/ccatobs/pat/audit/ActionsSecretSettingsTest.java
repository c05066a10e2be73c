package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionsSecretSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(Settings.of(ActionsSecretSettings.class, Map.of()).secret()).isEqualTo("GH_PAT");
    }

    @Test
    void readsEveryKey() {
        assertThat(Settings.of(ActionsSecretSettings.class, Map.of("ccat.pat.secret", "NPM_TOKEN"))
                        .secret())
                .isEqualTo("NPM_TOKEN");
    }
}
