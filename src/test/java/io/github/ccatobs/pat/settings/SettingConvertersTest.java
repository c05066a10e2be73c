package io.github.ccatobs.pat.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.github.ccatobs.pat.MainClasses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SettingConvertersTest {

    @ParameterizedTest
    @CsvSource({"90d, P90D", "10s, PT10S", "500ms, PT0.5S", "5m, PT5M", "PT1H30M, PT1H30M", "P180D, P180D"})
    void readsWhatHasAUnit(String text, Duration expected) {
        assertThat(new DurationWithUnit().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"90", " 90 ", "0", "-1", "+5", "1.5", "9999999999999999999", "-5d", "PT-1S", "90 d", "\u0669d"})
    void refusesANumberWithoutAUnitAndLessThanNothing(String text) {
        assertThatThrownBy(() -> new DurationWithUnit().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36501d", "99999999999999999999d", "106751991167300d", "9223372036854775807h", "P36501D"})
    void refusesWhatNoMomentCanBeCountedWith(String text) {
        assertThatThrownBy(() -> new DurationWithUnit().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(DurationWithUnit.TOO_LONG);
    }

    @Test
    void everyDurationOfTheSettingsIsReadByIt() {
        List<JavaMethod> durations = settings()
                .filter(method -> method.getRawReturnType().isEquivalentTo(Duration.class))
                .toList();
        assertThat(durations).hasSizeGreaterThan(5).allSatisfy(method -> assertThat(
                        method.getAnnotationOfType(WithConverter.class).value())
                .isEqualTo(DurationWithUnit.class));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "on, true", "1, true", "False, false", "no, false", "off, false", "0, false"
    })
    void readsASwitch(String text, boolean expected) {
        assertThat(new StrictBooleanConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ture", "maybe", "2", "enabled", "-"})
    void refusesWhatIsNoSwitch(String text) {
        assertThatThrownBy(() -> new StrictBooleanConverter().convert(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "' 75 ', 75", "+5, 5", "-5, -5", "007, 7", "2147483647, 2147483647"})
    void readsAWholeNumber(String text, int expected) {
        assertThat(new WholeNumber().convert(text)).isEqualTo(expected);
        assertThat(new WholeNumber.LongWholeNumber().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uff15\uff10",
                "\u0665",
                "5\u0966",
                "\u22125",
                "0x10",
                "1e3",
                "1_000",
                "1,000",
                "5.0",
                "+",
                "99999999999999999999"
            })
    void refusesWhatIsNoWholeNumberInAsciiDigits(String text) {
        assertThatThrownBy(() -> new WholeNumber().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number: expected a whole number up to 2147483647");
        assertThatThrownBy(() -> new WholeNumber.LongWholeNumber().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number: expected a whole number");
    }

    @Test
    void everyNumberOfTheSettingsIsReadByIt() {
        List<JavaMethod> numbers = settings()
                .filter(method -> method.getReturnType().getName().matches("int|long|.*(Integer|Long|OptionalInt).*"))
                .toList();
        assertThat(numbers).hasSizeGreaterThan(8).allSatisfy(method -> assertThat(
                        method.getAnnotationOfType(WithConverter.class).value())
                .isIn(WholeNumber.class, WholeNumber.LongWholeNumber.class));
    }

    @Test
    void everySwitchOfTheSettingsIsReadByIt() {
        List<JavaMethod> switches = settings()
                .filter(method -> method.getRawReturnType().isEquivalentTo(boolean.class))
                .toList();
        assertThat(switches).hasSizeGreaterThan(4).allSatisfy(method -> assertThat(
                        method.getAnnotationOfType(WithConverter.class).value())
                .isEqualTo(StrictBooleanConverter.class));
    }

    @Test
    void theNamesOfSettingsAreThoseOfTheMappings() {
        assertThat(settings()
                        .filter(method -> !method.getRawReturnType().isEquivalentTo(Map.class))
                        .map(SettingConvertersTest::key))
                .hasSameElementsAs(SettingNames.KEYS)
                .containsAll(SettingNames.KEYS);
        assertThat(settings()
                        .filter(method -> method.getRawReturnType().isEquivalentTo(Map.class))
                        .map(SettingConvertersTest::key))
                .hasSameElementsAs(SettingNames.MAPS.stream()
                        .map(map -> map.substring(0, map.indexOf(".*")))
                        .toList());
    }

    private static Stream<JavaMethod> settings() {
        return MainClasses.ALL.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .flatMap(type -> type.getMethods().stream());
    }

    private static String key(JavaMethod method) {
        String prefix =
                method.getOwner().getAnnotationOfType(ConfigMapping.class).prefix() + ".";
        return (prefix + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .substring(SettingNames.KEY_PREFIX.length());
    }
}
