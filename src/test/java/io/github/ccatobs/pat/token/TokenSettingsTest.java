package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenSettingsTest {

    @Test
    void hasDefaults() {
        var settings = Settings.of(TokenSettings.class, Map.of());

        assertThat(settings.secretId()).isEmpty();
        assertThat(settings.jsonKey()).isEmpty();
        assertThat(settings.minimumLife()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                TokenSettings.class,
                Map.of(
                        "ccat.pat.token.secret-id", "prod/gh-pat",
                        "ccat.pat.token.json-key", "token",
                        "ccat.pat.token.minimum-life", "P30D"));

        assertThat(settings.secretId()).contains("prod/gh-pat");
        assertThat(settings.jsonKey()).contains("token");
        assertThat(settings.minimumLife()).isEqualTo(Duration.ofDays(30));
    }
}
