package io.github.ccatobs.pat.settings;

import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.QuotedText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

/**
 * Warns, at the start of whatever runs, of variables and keys that look like our settings but are not, and of files of settings
 * that are not there.
 */
@ApplicationScoped
class UnknownSettings {

    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);
    private static final int LONGEST = 100;
    private static final int MOST = 20;
    private static final List<String> LOCATIONS = List.of("quarkus.config.locations", "smallrye.config.locations");

    private final Config config;

    UnknownSettings(Config config) {
        this.config = config;
    }

    void warn(@Observes StartupEvent start) {
        warnings(System.getenv().keySet(), keys()).forEach(LOG::warn);
        LOCATIONS.stream()
                .filter(this::isGiven)
                .flatMap(key -> config.getOptionalValue(key, String.class).stream()
                        .flatMap(locations -> missing(asGiven(key), locations).stream()))
                .forEach(LOG::warn);
    }

    /** Whether {@code key} itself is set: SmallRye gives the value of one location key for the other where that is not. */
    private boolean isGiven(String key) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .anyMatch(source -> source.getValue(key) != null);
    }

    /** The variable for a key that comes from the environment. */
    private String asGiven(String key) {
        String source = config.getConfigValue(key).getSourceName();
        return source != null && source.startsWith("Env")
                ? key.toUpperCase(Locale.ROOT).replace('.', '_')
                : key;
    }

    /** One sentence for each file of {@code locations}, the value of {@code key}, parted by commas, that is not there. */
    static List<String> missing(String key, String locations) {
        return Stream.of(locations.split(",", -1))
                .map(String::strip)
                .filter(location -> !location.isEmpty() && !isThere(location))
                .map(location ->
                        key + " names " + QuotedText.of(location) + ", which is not there: its settings have no effect")
                .toList();
    }

    private static boolean isThere(String location) {
        try {
            if (location.startsWith("file:")) {
                return Files.exists(Path.of(URI.create(location)));
            }
            return location.matches("\\w{2,}:.*") || Files.exists(Path.of(location));
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    /** System properties and the files that the operator names; what the environment gives has its own spelling. */
    private Stream<String> keys() {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getName().startsWith("SysProp")
                        || source.getName().startsWith("Properties"))
                .map(ConfigSource::getPropertyNames)
                .flatMap(Collection::stream);
    }

    /** One sentence for each unknown name, at most {@value #MOST}. */
    static List<String> warnings(Collection<String> variables, Stream<String> keys) {
        return Stream.concat(variables.stream(), keys)
                .filter(name -> name.length() <= LONGEST)
                .distinct()
                .sorted()
                .map(SettingNames::warning)
                .flatMap(Optional::stream)
                .limit(MOST)
                .map(PrintableText::of)
                .toList();
    }
}
