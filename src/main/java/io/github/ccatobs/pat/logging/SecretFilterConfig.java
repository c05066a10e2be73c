package io.github.ccatobs.pat.logging;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link SecretFilter} before every log handler, also before those that an operator adds by name
 * ({@code quarkus.log.handler.file."x"}). No setting takes the filter away or names another.
 */
public final class SecretFilterConfig implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withSources(new FilterOfEachHandler());
    }

    /** Answers for the filter of each handler, and for nothing else. */
    private static final class FilterOfEachHandler implements ConfigSource {

        private static final Pattern FILTER = Pattern.compile(
                "(?:%[^.]+\\.)?quarkus\\.log\\.(?:handler\\.)?(?:console|file|syslog|socket)\\.(?:.+\\.)?filter");

        /** A handler exists only where another source names a setting of it, so these names are not listed. */
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public @Nullable String getValue(String name) {
            return name.endsWith(".filter") && FILTER.matcher(name).matches() ? SecretFilter.NAME : null;
        }

        @Override
        public String getName() {
            return "secret filter";
        }

        @Override
        public int getOrdinal() {
            return Integer.MAX_VALUE;
        }
    }
}
