package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it changes the locale of the JVM")
class SecretNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"GH_PAT", "_", "A", "a1", "GITHUB", "GITHUBX_1", "MY_GITHUB_PAT", "_GITHUB_", "Gh_Pat"})
    void isUpperCaseAsGitHubStoresIt(String text) {
        assertThat(new SecretName(text)).hasToString(text.toUpperCase(Locale.ROOT));
    }

    @Test
    void equalsWithoutRegardToCase() {
        assertThat(new SecretName("gh_pat"))
                .isEqualTo(new SecretName("GH_PAT"))
                .hasSameHashCodeAs(new SecretName("GH_PAT"))
                .isNotEqualTo(new SecretName("GH_PATS"));
    }

    @Test
    void isUpperCaseInTurkeyToo() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(new SecretName("ci_pat")).hasToString("CI_PAT");
            assertThatThrownBy(() -> new SecretName("github_pat")).isInstanceOf(IllegalArgumentException.class);
        } finally {
            Locale.setDefault(before);
        }
    }

    static Stream<Arguments> hostileNames() {
        return Stream.of(
                Arguments.of("", "''"),
                Arguments.of(" ", "' '"),
                Arguments.of("1PAT", "'1PAT'"),
                Arguments.of("GITHUB_PAT", "'GITHUB_PAT'"),
                Arguments.of("github_", "'github_'"),
                Arguments.of("GH-PAT", "'GH-PAT'"),
                Arguments.of("GH.PAT", "'GH.PAT'"),
                Arguments.of("GH PAT", "'GH PAT'"),
                Arguments.of("GH_PAT\n", "'GH_PAT\\u{a}'"),
                Arguments.of("GH_PAT\r\nX: y", "'GH_PAT\\u{d}\\u{a}X: y'"),
                Arguments.of("../GH_PAT", "'../GH_PAT'"),
                Arguments.of("GH%5FPAT", "'GH%5FPAT'"),
                Arguments.of("public-key", "'public-key'"),
                Arguments.of("GH_P\u0410T", "'GH_P\u0410T'"),
                Arguments.of("GH_PA\u00DF", "'GH_PA\u00DF'"),
                Arguments.of("g\u0131thub_pat", "'g\u0131thub_pat'"),
                Arguments.of("\u017Fecret", "'\u017Fecret'"),
                Arguments.of("\uFB01le", "'\uFB01le'"),
                Arguments.of("GH_PAT\u0661", "'GH_PAT\u0661'"),
                Arguments.of("A".repeat(256), "'" + "A".repeat(60) + "…'"));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void refusesWhatGitHubForbids(String text, String quoted) {
        assertThatThrownBy(() -> new SecretName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "secret name " + quoted + " is not one GitHub accepts: expected letters, digits and '_', not"
                                + " starting with a digit or with GITHUB_");
    }

    @Property
    void anyTextIsOnlyEverChangedInCaseOrRefused(@ForAll String text) {
        try {
            assertThat(new SecretName(text).value()).matches("[A-Z_][A-Z0-9_]*").hasSameSizeAs(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("\\P{Cntrl}+");
        }
    }
}
