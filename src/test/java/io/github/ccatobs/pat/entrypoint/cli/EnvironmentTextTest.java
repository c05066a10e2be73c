package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment and the arguments are text, whatever they hold. */
class EnvironmentTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a${b}",
                "${HOME}",
                "${b:c}",
                "$$",
                "$${b}",
                "\\${b}",
                "\\\\$",
                "$",
                "a$",
                "{$}",
                "${",
                "\\$$ü${${x}}"
            })
    void aValueIsTextAlsoWhereADefaultRefersToIt(String text) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new TrustedConfigSources.LiteralEnvironment(Map.of("SLACK_WEBHOOK_URL", text), 300))
                .withDefaultValue("ccat.pat.slack.webhook-url", "${SLACK_WEBHOOK_URL:}")
                .build();

        assertThat(config.getValue("SLACK_WEBHOOK_URL", String.class)).isEqualTo(text);
        assertThat(config.getValue("ccat.pat.slack.webhook-url", String.class)).isEqualTo(text);
    }

    @Test
    void saysWhichCharactersJavaLost() {
        assertThat(UndecodableArguments.in(
                        new String[] {"pat", "für"}, Map.of("HOME", "\ufffd", "CCAT_PAT_GRAPH", "ü")))
                .isEmpty();
        assertThat(UndecodableArguments.in(new String[] {"pat", "f\ufffdr"}, Map.of())
                        .orElseThrow())
                .startsWith("Java cannot read 'f\ufffdr' in the character set of this locale (")
                .endsWith("): set LC_ALL=C.UTF-8");
        assertThat(UndecodableArguments.in(new String[0], Map.of("CCAT_PAT_GRAPH", "gr\ufffdph")))
                .isPresent();
    }
}
