package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {
                "first, second, GITHUB_TOKEN, Bearer first",
                "first, unset, GITHUB_TOKEN, Bearer first",
                "unset, second, GH_TOKEN, Bearer second",
                "'', second, GH_TOKEN, Bearer second",
                "' \t\r\n', second, GH_TOKEN, Bearer second",
                "' first\r\n', unset, GITHUB_TOKEN, Bearer first",
                "ghs_1_a.b-c~, unset, GITHUB_TOKEN, Bearer ghs_1_a.b-c~",
            })
    void takesTheFirstThatIsSet(String githubToken, String ghToken, String source, String authorization) {
        var credential = environment(githubToken, ghToken).orElseThrow();

        assertThat(credential.source()).isEqualTo(source);
        assertThat(credential.authorization()).isEqualTo(authorization);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {"unset, unset", "'', ' '", "'\r\n', unset"})
    void isAbsentWhenNoneIsSet(String githubToken, String ghToken) {
        assertThat(environment(githubToken, ghToken)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2 hunter2",
                "hunter2\r\nX-Evil: 1",
                "hunter2\nhunter2",
                "hunter2\thunter2",
                "hunter2\u0000",
                "hunter2\u007f",
                "hunter2é",
                "\u00a0hunter2",
                "\ufeffhunter2",
                "hunter2\ud800",
                "hunter2😀"
            })
    void refusesWhatCannotStandInAHeader(String value) {
        assertThatThrownBy(() -> environment(value, "second"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GITHUB_TOKEN holds a space, a line break or a character that no GitHub token has")
                .hasNoCause();
    }

    @Test
    void refusesSuchAValueFromElsewhereToo() {
        var value = SecretValue.of("hunter2\nX-Evil: 1");

        assertThatThrownBy(() -> new Credential(value, "the pasted token"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pasted token holds a space, a line break or a character that no GitHub token has");
    }

    @Test
    void printsWhereItCameFrom() {
        assertThat(environment("hunter2", null)).get().hasToString("GITHUB_TOKEN");
    }

    private static Optional<Credential> environment(@Nullable String githubToken, @Nullable String ghToken) {
        Map<String, Optional<String>> variables = new HashMap<>();
        variables.put("GITHUB_TOKEN", Optional.ofNullable(githubToken));
        variables.put("GH_TOKEN", Optional.ofNullable(ghToken));
        return Credential.fromEnvironment(name -> variables.getOrDefault(name, Optional.empty()));
    }
}
