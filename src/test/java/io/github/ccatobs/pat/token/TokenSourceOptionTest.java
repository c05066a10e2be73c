package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceOptionTest {

    private static final String EXPECTED = "--token-from: expected prompt, stdin, secretsmanager[:STAGE] with a stage"
            + " such as AWSPENDING, or exec[:COMMAND]; never the token itself";

    @Test
    void readsTheSourcesByName() {
        assertThat(TokenSourceOption.parse("prompt")).isEqualTo(new TokenSourceOption.FromPrompt());
        assertThat(TokenSourceOption.parse("stdin")).isEqualTo(new TokenSourceOption.FromStdin());
    }

    @ParameterizedTest
    @CsvSource({
        "secretsmanager, AWSCURRENT",
        "secretsmanager:AWSPENDING, AWSPENDING",
        "secretsmanager:next-token_2, next-token_2",
    })
    void readsAStageOfSecretsManager(String text, String stage) {
        assertThat(TokenSourceOption.parse(text))
                .isEqualTo(new TokenSourceOption.FromSecretsManager(new TokenVersion.Staged(stage)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Prompt",
                "prompt ",
                "stdin:",
                "secretsmanager:",
                "secretsmanager: ",
                "secretsmanager:A B",
                "secretsmanager:A\n",
                "secretsmanager:é",
                "secretsmanager:A:B",
                "secretsmanagerAWSCURRENT",
                "env",
                "-"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> TokenSourceOption.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(EXPECTED);
    }

    @Test
    void readsACommandAndTheConfiguredOne() {
        assertThat(TokenSourceOption.parse("exec:pass show x"))
                .isEqualTo(new TokenSourceOption.FromCommand(Optional.of("pass show x")));
        assertThat(TokenSourceOption.parse("exec")).isEqualTo(new TokenSourceOption.FromCommand(Optional.empty()));
    }

    @Test
    void refusesAStageThatIsTooLong() {
        assertThat(TokenSourceOption.parse("secretsmanager:" + "a".repeat(256)))
                .isInstanceOf(TokenSourceOption.FromSecretsManager.class);
        assertThatThrownBy(() -> TokenSourceOption.parse("secretsmanager:" + "a".repeat(257)))
                .hasMessage(EXPECTED);
    }

    @Property
    void neverRepeatsATokenThatWasPastedThere(@ForAll String token) {
        assertThatThrownBy(() -> TokenSourceOption.parse("ghp_" + token))
                .hasMessage(EXPECTED)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AWSCURRENT", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef/"})
    void aVersionHasTheShapeThatSecretsManagerGivesIt(String id) {
        assertThatThrownBy(() -> new TokenVersion.Numbered(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 32 to 64 letters, digits and '-'");
    }

    @Test
    void printsVersionsAsAnOperatorNamesThem() {
        assertThat(TokenVersion.CURRENT).hasToString("AWSCURRENT");
        assertThat(new TokenVersion.Numbered("0123456789abcdef0123456789abcdef"))
                .hasToString("version 0123456789abcdef0123456789abcdef");
    }
}
