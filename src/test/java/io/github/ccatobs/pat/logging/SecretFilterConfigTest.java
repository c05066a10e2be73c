package io.github.ccatobs.pat.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter of each log handler, as Quarkus asks for it. */
class SecretFilterConfigTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.log.console",
                "quarkus.log.file",
                "quarkus.log.syslog",
                "quarkus.log.socket",
                "quarkus.log.handler.console.\"x\"",
                "quarkus.log.handler.file.\"x.y filter\"",
                "quarkus.log.handler.syslog.x",
                "quarkus.log.handler.socket.\"x\""
            })
    void isTheFilterOfSecretsWhateverIsConfigured(String handler) {
        assertThat(filter(handler, Map.of())).contains(SecretFilter.NAME);
        assertThat(filter(handler, Map.of(handler + ".filter", "none"))).contains(SecretFilter.NAME);
        assertThat(filter(handler, Map.of("%prod." + handler + ".filter", "none")))
                .contains(SecretFilter.NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"quarkus.log", "quarkus.log.filter.\"x\"", "quarkus.log.category.\"x\"", "x.quarkus.log.file"})
    void nothingElseIsAnsweredFor(String other) {
        assertThat(filter(other, Map.of())).isEmpty();
    }

    @Test
    void isInstalledWithTheApplication() {
        assertThat(ServiceLoader.load(SmallRyeConfigBuilderCustomizer.class))
                .anyMatch(SecretFilterConfig.class::isInstance);
    }

    private static Optional<String> filter(String handler, Map<String, String> configured) {
        var more = new HashMap<>(configured);
        more.put(handler + ".level", "ALL");
        return new SmallRyeConfigBuilder()
                .withCustomizers(new SecretFilterConfig())
                .withSources(new PropertiesConfigSource(more, "an operator's", 400))
                .addDefaultInterceptors()
                .withProfile("prod")
                .build()
                .getOptionalValue(handler + ".filter", String.class);
    }
}
