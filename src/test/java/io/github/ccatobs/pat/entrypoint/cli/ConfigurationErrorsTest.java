package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ccatobs.pat.audit.AuditSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"90", "soon", "90x", "-5d"})
    void namesTheDurationThatIsNone(String text) {
        var failure = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(Map.of("ccat.pat.audit.max-age", text), "test", 100))
                .build());

        assertThat(ConfigurationErrors.ofSettings(failure))
                .contains("ccat.pat.audit.max-age (CCAT_PAT_AUDIT_MAX_AGE) is '" + text
                        + "': expected a duration, e.g. 10s, 5m or PT1H30M");
    }

    @Test
    void namesTheSwitchThatIsNone() {
        var failure = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(Map.of("ccat.pat.audit.shadows", "ture"), "test", 100))
                .build());

        assertThat(ConfigurationErrors.ofSettings(failure))
                .contains("ccat.pat.audit.shadows (CCAT_PAT_AUDIT_SHADOWS) is 'ture': expected true or false");
    }
}
