package io.github.ccatobs.pat.settings;

import io.github.ccatobs.pat.domain.SpellingSuggestion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The names of our settings, as keys and as environment variables, and which of them a wrong name may mean. Pure. */
final class SettingNames {

    static final String KEY_PREFIX = "ccat.pat.";
    static final String VARIABLE_PREFIX = "CCAT_PAT_";

    /** Each key without its prefix; a test compares them with the mappings. Reading those would slow every start. */
    static final List<String> KEYS = List.of(
            "audit.cron",
            "audit.max-age",
            "audit.shadows",
            "audit.sweep",
            "audit.time-zone",
            "aws.audit-function",
            "aws.rotate-on-new-version",
            "aws.state-machine",
            "github.api-url",
            "github.app.client-id",
            "github.app.installation-id",
            "github.app.kms-key-id",
            "github.app.private-key",
            "github.app.private-key-secret-id",
            "github.exec",
            "github.graphql-url",
            "github.in-flight",
            "github.issue",
            "github.points-per-minute",
            "github.reserve",
            "github.secret-id",
            "github.timeout",
            "github.writes-in-flight",
            "github.writes-per-hour",
            "github.writes-per-minute",
            "graph",
            "http.connections",
            "http.host",
            "http.jwt-subjects",
            "http.port",
            "orchestrator",
            "organization",
            "owners",
            "rotation.force",
            "rotation.lease",
            "rotation.settle",
            "rotation.slice",
            "secret",
            "slack.runbook-url",
            "slack.timeout",
            "slack.webhook-secret-id",
            "slack.webhook-url",
            "store.path",
            "store.table",
            "token.accept-no-expiry",
            "token.exec",
            "token.json-key",
            "token.lifetime",
            "token.minimum-life",
            "token.needs",
            "token.revoke-old",
            "token.revoke-old-after",
            "token.secret-id");

    /** Keys below which people choose names, each with what follows the name. */
    static final List<String> MAPS =
            List.of("audit.accept.*.reason", "audit.accept.*.repository", "audit.accept.*.until", "http.keys.*");

    private SettingNames() {}

    /** A warning about {@code name}, a key or a variable that begins like a setting's; empty when it is one. */
    static Optional<String> warning(String name) {
        if (name.startsWith(KEY_PREFIX)) {
            return warning(name, name, key -> KEY_PREFIX + key);
        }
        // SmallRye reads variables whatever their case.
        String variable = name.toUpperCase(Locale.ROOT);
        return variable.startsWith(VARIABLE_PREFIX)
                ? warning(name, variable, SettingNames::variable)
                : Optional.empty();
    }

    private static Optional<String> warning(String given, String name, UnaryOperator<String> spelling) {
        boolean isKnown = KEYS.stream().map(spelling).anyMatch(name::equals)
                || MAPS.stream().anyMatch(map -> isBelow(name, map, spelling));
        if (isKnown) {
            return Optional.empty();
        }
        String nearest = Stream.concat(KEYS.stream(), MAPS.stream().map(map -> map.replace("*", "NAME")))
                .map(spelling)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
        return Optional.of(given + " is not a setting and has no effect; the nearest is " + nearest);
    }

    /** Whether {@code name} is {@code map} with a name in place of its star. */
    private static boolean isBelow(String name, String map, UnaryOperator<String> spelling) {
        int star = map.indexOf('*');
        String before = spelling.apply(map.substring(0, star));
        // As it follows the name: ".reason", or "_REASON".
        String after = star == map.length() - 1
                ? ""
                : spelling.apply(map.substring(star))
                        .substring(spelling.apply("*").length());
        return name.length() > before.length() + after.length() && name.startsWith(before) && name.endsWith(after);
    }

    /** How far {@code name} is from {@code known}, also when the part that people choose was left out. */
    private static int distance(String name, String known) {
        return Math.min(
                SpellingSuggestion.distance(name, known),
                SpellingSuggestion.distance(name, known.replaceFirst("[._]NAME$", "")));
    }

    /** The environment variable of a key without its prefix. */
    static String variable(String key) {
        return VARIABLE_PREFIX + key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
