package io.github.ccatobs.pat.settings;

import io.github.ccatobs.pat.domain.PrintableText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

/** Warns, at the start of whatever runs, of variables and keys that look like our settings but are not. */
@ApplicationScoped
class UnknownSettings {

    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);
    private static final int LONGEST = 100;
    private static final int MOST = 20;

    private final Config config;

    UnknownSettings(Config config) {
        this.config = config;
    }

    void warn(@Observes StartupEvent start) {
        warnings(System.getenv().keySet(), keys()).forEach(LOG::warn);
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
