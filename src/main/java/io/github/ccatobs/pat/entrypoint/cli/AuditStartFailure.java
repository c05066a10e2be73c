package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import io.github.ccatobs.pat.notification.StartFailureNotifier;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Notifies people of an audit, e.g. of cron, that did not begin, since the application cannot start with a wrong setting. It needs
 * neither services nor checked settings.
 */
final class AuditStartFailure {

    private static final String LOCATIONS = "smallrye.config.locations";

    private AuditStartFailure() {}

    /** Whether {@code words} ask for an audit of all repositories: others are not told of. */
    static boolean isAsked(String... words) {
        return words.length > 1
                && words[0].equals("pat")
                && words[1].equals("audit")
                && Stream.of(words)
                        .noneMatch(word -> word.equals("-h")
                                || word.equals("--help")
                                || word.equals("--repo")
                                || word.startsWith("--repo="));
    }

    /** Tells people why it did not begin, or says on {@code err} why they were not told. */
    static void tell(PrintStream err, Map<String, String> environment, String reason) {
        try {
            var settings = settings(environment);
            for (var notifier : ServiceLoader.load(StartFailureNotifier.class)) {
                notifier.auditFailed(settings, reason, Instant.now());
            }
        } catch (NotificationFailedException e) {
            err.println("ccat pat: nobody was told of this: " + e.why());
        } catch (RuntimeException | ServiceConfigurationError e) {
            err.println("ccat pat: nobody was told of this: " + e.getClass().getSimpleName());
        }
    }

    /** The settings as they are written, from the same sources as usual, and nothing checked. */
    static Function<String, Optional<String>> settings(Map<String, String> environment) {
        var builder = new SmallRyeConfigBuilder().withProfile("prod").addDefaultInterceptors();
        new TrustedConfigSources().configBuilder(builder);
        Optional.ofNullable(environment.get("QUARKUS_CONFIG_LOCATIONS"))
                .or(() -> Optional.ofNullable(System.getProperty("quarkus.config.locations")))
                .ifPresent(files -> builder.withDefaultValue(LOCATIONS, files));
        var config = builder.addDiscoveredSources().build();
        return key -> config.getOptionalValue(key, String.class);
    }
}
