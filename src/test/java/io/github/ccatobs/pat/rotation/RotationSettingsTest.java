package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.settings.DurationWithUnit;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationSettingsTest {

    @Test
    void hasDefaults() {
        var settings = Settings.of(RotationSettings.class, Map.of());

        assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.slice()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.force()).isFalse();
    }

    @Test
    void readsEveryKey() {
        var settings = Settings.of(
                RotationSettings.class,
                Map.of(
                        "ccat.pat.rotation.settle", "PT5M",
                        "ccat.pat.rotation.lease", "90s",
                        "ccat.pat.rotation.slice", "PT12M",
                        "ccat.pat.rotation.force", "true"));

        assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.slice()).isEqualTo(Duration.ofMinutes(12));
        assertThat(settings.force()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT25H"})
    void refusesASliceInWhichNothingCouldBeDone(String slice) {
        var settings = Settings.of(RotationSettings.class, Map.of("ccat.pat.rotation.slice", slice));

        assertThatThrownBy(() -> rotator(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.rotation.slice is " + slice + ": expected 1 s to 1 day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT2M       | PT0S       | lease is PT0S: expected 1 s to 1 day
            PT2M       | PT0.001S   | lease is PT0.001S: expected 1 s to 1 day
            PT2M       | PT876000H  | lease is PT876000H: expected 1 s to 1 day
            PT876000H  | PT1M       | settle is PT876000H: expected 0 s to 1 day""")
    void refusesTimesThatMakeNoSenseBeforeAnythingIsDone(String settle, String lease, String problem) {
        var settings = read(settle, lease);

        assertThatThrownBy(() -> rotator(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.rotation." + problem);
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, PT1M", "PT2M, PT-5S"})
    void refusesNegativeTimesWhenTheyAreRead(String settle, String lease) {
        assertThatThrownBy(() -> read(settle, lease))
                .hasMessageContaining("ccat.pat.rotation.")
                .hasMessageContaining("less than nothing");
    }

    @ParameterizedTest
    @CsvSource({"PT2562047788015H, PT1M", "PT2M, PT2562047788015H"})
    void refusesTimesWithoutBoundWhenTheyAreRead(String settle, String lease) {
        assertThatThrownBy(() -> read(settle, lease))
                .hasMessageContaining("ccat.pat.rotation.")
                .hasMessageContaining(DurationWithUnit.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT24H, PT24H"})
    void takesTheLeastAndTheMostThatMakeSense(String settle, String lease) {
        var settings = read(settle, lease);

        assertThatCode(() -> rotator(settings)).doesNotThrowAnyException();
    }

    private static RotationSettings read(String settle, String lease) {
        return Settings.of(
                RotationSettings.class, Map.of("ccat.pat.rotation.settle", settle, "ccat.pat.rotation.lease", lease));
    }

    private static Rotator rotator(RotationSettings settings) {
        var gitHubSettings = TestSettings.defaults();
        return new Rotator(settings, gitHubSettings, Clock.systemUTC(), pause -> {}, new SplittableRandom(1));
    }
}
