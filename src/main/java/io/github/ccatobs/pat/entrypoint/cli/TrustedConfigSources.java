package io.github.ccatobs.pat.entrypoint.cli;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: system properties, the environment, and what the jar brings. Left out are {@code .env} and
 * {@code config/application.properties} of the working directory, which is often a clone of a foreign repository:
 * they could point {@code GITHUB_API_URL} at a server of theirs, and the credential would be sent there. A file that
 * the operator names in {@code QUARKUS_CONFIG_LOCATIONS} is still read.
 *
 * <p>The value of an environment variable is text: <code>${...}</code> in it stands for itself.
 */
public final class TrustedConfigSources implements SmallRyeConfigBuilderCustomizer {

    private static final int JAR = 250;
    private static final int ENVIRONMENT = 300;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.setAddDefaultSources(false)
                .setAddSystemSources(false)
                .setAddPropertiesSources(false)
                .withSources(new SysPropConfigSource(), new LiteralEnvironment(System.getenv(), ENVIRONMENT))
                .withSources(PropertiesConfigSourceLoader.inClassPath(
                        "application.properties", JAR, Thread.currentThread().getContextClassLoader()));
    }

    /** After Quarkus' own customizers, which ask for the usual sources. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    /** The environment, escaped as MicroProfile Config has it, so that the reader of expressions gives back each value as it is. */
    @SuppressWarnings("serial") // It is never serialized: SmallRye's own sources are serializable for native images.
    static final class LiteralEnvironment extends EnvConfigSource {

        LiteralEnvironment(Map<String, String> variables, int ordinal) {
            super(variables, ordinal);
        }

        @Override
        public @Nullable String getValue(String name) {
            String value = super.getValue(name);
            return value == null ? null : value.replace("$", "\\$");
        }
    }
}
