package io.github.ccatobs.pat.token;

import static java.util.stream.Collectors.joining;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SpellingSuggestion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The needs of a new token: repository permissions and their levels by GitHub's names, e.g. {@code actions=read}. Pure.
 *
 * @param levels {@code read} or {@code write} for each permission, in order of name
 * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens">the
 *     names that GitHub's form takes</a>
 */
public record RequiredPermissions(Map<String, String> levels) {

    private static final String SETTING = "ccat.pat.token.needs";
    private static final String READ = "read";
    private static final String WRITE = "write";

    private static final List<RepositoryPermission> TO_RETIRE = List.of(
            RepositoryPermission.ACTIONS, RepositoryPermission.DEPENDABOT_SECRETS, RepositoryPermission.ENVIRONMENTS);

    private static final List<String> NAMES = Stream.of(RepositoryPermission.values())
            .map(RepositoryPermission::parameter)
            .toList();

    /**
     * Copies, in order.
     *
     * @throws IllegalArgumentException when a name is not a repository permission's
     */
    public RequiredPermissions {
        for (String name : levels.keySet()) {
            if (RepositoryPermission.find(name).isEmpty()) {
                throw new IllegalArgumentException(QuotedText.of(name) + " is not a repository permission");
            }
        }
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    /**
     * The needs that are set; else to read Actions, and to write secrets where no separate credential does.
     *
     * @throws IllegalArgumentException naming the entry that is not a permission with its level, and the nearest one
     */
    public static RequiredPermissions of(Optional<List<String>> setting, boolean hasSeparateWriter) {
        return setting.map(RequiredPermissions::parse)
                .orElseGet(() -> new RequiredPermissions(
                        hasSeparateWriter ? Map.of("actions", READ) : Map.of("actions", READ, "secrets", WRITE)));
    }

    private static RequiredPermissions parse(List<String> entries) {
        Map<String, String> levels = new TreeMap<>();
        for (String entry : entries) {
            String[] sides = entry.strip().split("=", -1);
            if (sides.length != 2) {
                throw refusal(entry, "expected permission=level, e.g. actions=read");
            }
            String name = sides[0].strip();
            String level = sides[1].strip();
            var allowed = RepositoryPermission.find(name)
                    .orElseThrow(() -> refusal(
                            entry,
                            "expected a repository permission by GitHub's name, e.g. actions"
                                    + SpellingSuggestion.to(name, NAMES)
                                            .map("; the nearest is "::concat)
                                            .orElse("")))
                    .levels();
            if (!allowed.contains(level)) {
                throw refusal(
                        entry,
                        "expected " + allowed.stream().map((name + "=")::concat).collect(joining(" or ")));
            }
            if (levels.put(name, level) != null) {
                throw refusal(entry, "expected " + name + " once");
            }
        }
        return new RequiredPermissions(levels);
    }

    private static IllegalArgumentException refusal(String entry, String expected) {
        return new IllegalArgumentException(SETTING + " has " + QuotedText.of(entry) + ": " + expected);
    }

    /** The same, and to write secrets. */
    RequiredPermissions andToWriteSecrets() {
        Map<String, String> more = new TreeMap<>(levels);
        more.put(RepositoryPermission.SECRETS.parameter(), WRITE);
        return new RequiredPermissions(more);
    }

    /** Whether the token must read Actions. */
    public boolean areOfActions() {
        return levels.containsKey(RepositoryPermission.ACTIONS.parameter());
    }

    /** How many of them a read tries, besides metadata. */
    public int reads() {
        return (int) each().stream()
                .filter(need -> need.permission().list().isPresent())
                .count();
    }

    /** The scopes that cover them in a classic token, e.g. {@code repo}; each once. */
    public List<String> scopes() {
        return Stream.concat(Stream.of("repo"), each().stream().flatMap(need -> need.permission().scopes().stream()))
                .distinct()
                .toList();
    }

    /** Each by itself, in order of name. */
    List<Need> each() {
        return levels.entrySet().stream()
                .map(need -> new Need(
                        RepositoryPermission.find(need.getKey()).orElseThrow(),
                        need.getValue().equals(WRITE)))
                .toList();
    }

    /**
     * What {@code retire} reads besides, where no other credential reads; empty when they have it. No pipeline needs it, so a
     * person decides.
     */
    public RequiredPermissions besidesToRetire() {
        Map<String, String> more = new TreeMap<>();
        TO_RETIRE.stream()
                .map(RepositoryPermission::parameter)
                .filter(name -> !levels.containsKey(name))
                .forEach(name -> more.put(name, READ));
        return new RequiredPermissions(more);
    }

    /** The rows of the form that a person chooses, e.g. {@code Secrets: Read and write}. */
    public List<String> rows() {
        return each().stream().map(Need::toString).toList();
    }

    /**
     * One permission.
     *
     * @param isToWrite whether to read is not enough
     */
    record Need(RepositoryPermission permission, boolean isToWrite) {

        /** The choice on GitHub's page, e.g. {@code Read and write}. */
        String choice() {
            return isToWrite ? permission.levels().contains(READ) ? "Read and write" : "Write" : "Read-only";
        }

        /** The row of the form, e.g. {@code Secrets: Read and write}. */
        @Override
        public String toString() {
            return permission + ": " + choice();
        }
    }
}
