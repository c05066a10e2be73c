package io.github.ccatobs.pat.settings;

import io.github.ccatobs.pat.domain.SpellingSuggestion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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

    /** In a name that does not begin as ours do, and so may be another program's. */
    private static final int MOST_MISTAKES = 2;

    private static final Pattern KEY_OF_A_PROFILE = Pattern.compile("^%[^.]+\\.");
    private static final Pattern VARIABLE_OF_A_PROFILE = Pattern.compile("^_[A-Z0-9_]+?_(?=CCAT_PAT_)");

    private SettingNames() {}

    /**
     * A warning about {@code name}, a key or a variable, of a profile too, that begins like a setting's, or is one but for a few
     * letters; empty when it is one.
     */
    static Optional<String> warning(String name) {
        if (name.contains(".")) {
            String key = KEY_OF_A_PROFILE.matcher(name).replaceFirst("");
            return warning(name, key, KEY_PREFIX, known -> KEY_PREFIX + known);
        }
        // SmallRye reads variables whatever their case.
        String variable =
                VARIABLE_OF_A_PROFILE.matcher(name.toUpperCase(Locale.ROOT)).replaceFirst("");
        return warning(name, variable, VARIABLE_PREFIX, SettingNames::variable);
    }

    private static Optional<String> warning(String given, String name, String prefix, UnaryOperator<String> spelling) {
        boolean begins = name.startsWith(prefix);
        boolean isNear =
                SpellingSuggestion.distance(name.substring(0, Math.min(name.length(), prefix.length())), prefix)
                        <= MOST_MISTAKES;
        return begins || isNear
                ? warning(given, name, spelling, begins ? Integer.MAX_VALUE : MOST_MISTAKES)
                : Optional.empty();
    }

    private static Optional<String> warning(String given, String name, UnaryOperator<String> spelling, int most) {
        boolean isKnown = KEYS.stream().map(spelling).anyMatch(name::equals)
                || MAPS.stream().anyMatch(map -> isBelow(name, map, spelling));
        if (isKnown) {
            return Optional.empty();
        }
        String nearest = Stream.concat(KEYS.stream(), MAPS.stream().map(map -> map.replace("*", "NAME")))
                .map(spelling)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
        return distance(name, nearest) > most
                ? Optional.empty()
                : Optional.of(given + " is not a setting and has no effect; the nearest is " + nearest);
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
