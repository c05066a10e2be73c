package io.github.ccatobs.pat.token;

import static java.util.stream.Collectors.joining;

import io.github.ccatobs.pat.domain.NearestWord;
import io.github.ccatobs.pat.domain.QuotedText;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a new token is for: repository permissions and their levels by GitHub's names, e.g. {@code actions=read}. Pure.
 *
 * @param levels {@code read} or {@code write} for each permission, in order of name
 * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens">the
 *     names that GitHub's form takes</a>
 */
public record TokenNeeds(Map<String, String> levels) {

    private static final String SETTING = "ccat.pat.token.needs";
    private static final String READ = "read";
    private static final String WRITE = "write";

    private static final Map<String, String> WORDS_OF_THE_FORM = Map.of(
            "actions_variables", "Variables",
            "repository_custom_properties", "Custom properties",
            "repository_hooks", "Webhooks",
            "security_events", "Code scanning alerts",
            "statuses", "Commit statuses",
            "vulnerability_alerts", "Dependabot alerts");

    private static final Set<String> ONLY_READ = Set.of("codespaces_metadata", "metadata");
    private static final Set<String> ONLY_WRITE = Set.of("codespaces_secrets", "workflows");

    private static final List<String> NAMES = List.of(
            "actions",
            "actions_variables",
            "administration",
            "artifact_metadata",
            "attestations",
            "codespaces",
            "codespaces_lifecycle_admin",
            "codespaces_metadata",
            "codespaces_secrets",
            "contents",
            "dependabot_secrets",
            "deployments",
            "discussions",
            "environments",
            "issues",
            "merge_queues",
            "metadata",
            "pages",
            "pull_requests",
            "repository_advisories",
            "repository_custom_properties",
            "repository_hooks",
            "secret_scanning_alerts",
            "secrets",
            "security_events",
            "statuses",
            "vulnerability_alerts",
            "workflows");

    /** Copies, in order. */
    public TokenNeeds {
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    /**
     * The needs that are set; else to read Actions, and to write secrets where no separate credential does.
     *
     * @throws IllegalArgumentException naming the entry that is not a permission with its level, and the nearest one
     */
    public static TokenNeeds of(Optional<List<String>> setting, boolean hasSeparateWriter) {
        return setting.map(TokenNeeds::parse)
                .orElseGet(() -> new TokenNeeds(
                        hasSeparateWriter ? Map.of("actions", READ) : Map.of("actions", READ, "secrets", WRITE)));
    }

    private static TokenNeeds parse(List<String> entries) {
        Map<String, String> levels = new TreeMap<>();
        for (String entry : entries) {
            String[] sides = entry.strip().split("=", -1);
            if (sides.length != 2) {
                throw refusal(entry, "expected permission=level, e.g. actions=read");
            }
            String name = sides[0].strip();
            String level = sides[1].strip();
            if (!NAMES.contains(name)) {
                throw refusal(
                        entry,
                        "expected a repository permission by GitHub's name, e.g. actions"
                                + NearestWord.to(name, NAMES)
                                        .map("; the nearest is "::concat)
                                        .orElse(""));
            }
            var allowed = allowed(name);
            if (!allowed.contains(level)) {
                throw refusal(
                        entry,
                        "expected " + allowed.stream().map((name + "=")::concat).collect(joining(" or ")));
            }
            if (levels.put(name, level) != null) {
                throw refusal(entry, "expected " + name + " once");
            }
        }
        return new TokenNeeds(levels);
    }

    private static List<String> allowed(String name) {
        if (ONLY_READ.contains(name)) {
            return List.of(READ);
        }
        return ONLY_WRITE.contains(name) ? List.of(WRITE) : List.of(READ, WRITE);
    }

    private static IllegalArgumentException refusal(String entry, String expected) {
        return new IllegalArgumentException(SETTING + " has " + QuotedText.of(entry) + ": " + expected);
    }

    /** The rows of the form that a person chooses, e.g. {@code Secrets: Read and write}. */
    public List<String> rows() {
        return levels.entrySet().stream()
                .map(need ->
                        label(need.getKey()) + ": " + (need.getValue().equals(READ) ? "Read-only" : "Read and write"))
                .toList();
    }

    private static String label(String name) {
        String words = name.replace('_', ' ');
        return WORDS_OF_THE_FORM.getOrDefault(
                name, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    }
}
