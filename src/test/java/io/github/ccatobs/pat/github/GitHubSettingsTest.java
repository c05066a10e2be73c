package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitHubSettingsTest {

    /** The tests' own defaults are held to the product's here. */
    @Test
    void hasDefaults() {
        var settings = Settings.of(GitHubSettings.class, Map.of());

        assertThat(settings.apiUrl()).contains("https://api.github.com");
        assertThat(numbers(settings)).isEqualTo(TestSettings.shipped());
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of(
                        "ccat.pat.github.api-url", "https://github.acme.com/api/v3",
                        "ccat.pat.github.in-flight", "1",
                        "ccat.pat.github.writes-in-flight", "2",
                        "ccat.pat.github.writes-per-minute", "3",
                        "ccat.pat.github.writes-per-hour", "4",
                        "ccat.pat.github.points-per-minute", "5",
                        "ccat.pat.github.reserve", "6",
                        "ccat.pat.github.timeout", "PT7S"));

        assertThat(settings.apiUrl()).contains("https://github.acme.com/api/v3");
        assertThat(numbers(settings)).isEqualTo(new TestSettings(1, 2, 3, 4, 5, 6, Duration.ofSeconds(7)));
    }

    @Test
    void takesTheVariableThatEverybodyKnows() {
        var settings = Settings.of(GitHubSettings.class, Map.of("GITHUB_API_URL", "https://github.acme.com/api/v3"));

        assertThat(settings.apiUrl()).contains("https://github.acme.com/api/v3");
    }

    private static TestSettings numbers(GitHubSettings settings) {
        return new TestSettings(
                settings.inFlight(),
                settings.writesInFlight(),
                settings.writesPerMinute(),
                settings.writesPerHour(),
                settings.pointsPerMinute(),
                settings.reserve(),
                settings.timeout());
    }
}
