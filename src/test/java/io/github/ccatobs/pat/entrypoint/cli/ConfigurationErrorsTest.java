package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"ccat.pat.audit.max-age", "ccat.pat.audit.shadows", "ccat.pat.audit.accept.\"1\".until"})
    void hidesATokenThatWasPastedIntoASetting(String key) {
        String token = "github_pat_" + "A1b2C3d4E5".repeat(9).substring(0, 82);
        var failure = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(Map.of(key, "the token " + token), "test", 100))
                .build());

        assertThat(ConfigurationErrors.ofSettings(failure).orElseThrow())
                .contains("is 'the token [a token]'")
                .doesNotContain("A1b2");
    }

    @Test
    void namesTheDayThatIsNoneAndTheReasonThatIsMissing() {
        var day = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "ccat.pat.audit.accept.\"1\".until",
                                "2026-02-30",
                                "ccat.pat.audit.accept.\"1\".reason",
                                "moves"),
                        "test",
                        100))
                .build());
        assertThat(ConfigurationErrors.ofSettings(day))
                .contains("ccat.pat.audit.accept.\"1\".until (CCAT_PAT_AUDIT_ACCEPT__1__UNTIL) is '2026-02-30':"
                        + " expected a day, e.g. 2027-01-31");

        var reason = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("ccat.pat.audit.accept.\"1\".until", "2027-01-31"), "test", 100))
                .build());
        assertThat(ConfigurationErrors.ofSettings(reason))
                .contains("ccat.pat.audit.accept.\"1\".reason (CCAT_PAT_AUDIT_ACCEPT__1__REASON) is not set:"
                        + " expected a value");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CCAT_PAT_GITHUB_IN_FLIGHT       | abc         | ccat.pat.github.in-flight (CCAT_PAT_GITHUB_IN_FLIGHT) is 'abc': expected a whole number up to 2147483647
                    CCAT_PAT_GITHUB_WRITES_PER_HOUR | 99999999999 | ccat.pat.github.writes-per-hour (CCAT_PAT_GITHUB_WRITES_PER_HOUR) is '99999999999': expected a whole number up to 2147483647
                    CCAT_PAT_GITHUB_IN_FLIGHT       | ５０          | ccat.pat.github.in-flight (CCAT_PAT_GITHUB_IN_FLIGHT) is '５０': expected a whole number up to 2147483647
                    CCAT_PAT_GITHUB_RESERVE         | ''          | ccat.pat.github.reserve (CCAT_PAT_GITHUB_RESERVE) is empty: give it a value or unset it
                    CCAT_PAT_GITHUB_TIMEOUT         | soon        | ccat.pat.github.timeout (CCAT_PAT_GITHUB_TIMEOUT) is 'soon': expected a duration, e.g. 10s, 5m or PT1H30M
                    """)
    void saysInOneSentenceWhatIsWrongWithAVariable(String variable, String value, String sentence) {
        var failure = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(GitHubSettings.class)
                .withSources(new EnvConfigSource(Map.of(variable, value), 300))
                .build());

        assertThat(ConfigurationErrors.ofSettings(failure)).contains(sentence);
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
