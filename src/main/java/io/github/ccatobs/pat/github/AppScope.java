package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scope of an App's token: it may do only what it is for.
 *
 * @param needed permissions by GitHub's names with their level, {@code read} or {@code write}; without one of them there is
 *     no token
 * @param useful permissions that are asked for where the organisation granted them
 * @param repositories the only repositories; empty for all that the App is installed on
 * @see <a href="https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app">Create an installation
 *     access token for an app</a>
 */
public record AppScope(Map<String, String> needed, Map<String, String> useful, List<RepositoryName> repositories) {

    /** As many repositories as GitHub takes in one call; of a larger graph a token reaches all that the App does. */
    private static final int MOST_REPOSITORIES = 500;

    private static final String READ = "read";

    /** Copies; of too many repositories it names none. */
    public AppScope {
        needed = Map.copyOf(needed);
        useful = Map.copyOf(useful);
        repositories = repositories.size() > MOST_REPOSITORIES ? List.of() : List.copyOf(repositories);
    }

    /** To list the repositories that the App is installed on. */
    static AppScope toListRepositories() {
        return new AppScope(Map.of("metadata", READ), Map.of(), List.of());
    }

    /** To read the file of the graph in {@code repository}. */
    public static AppScope toReadGraph(RepositoryName repository) {
        return new AppScope(Map.of("metadata", READ, "contents", READ), Map.of(), List.of(repository));
    }

    /**
     * To see which secrets {@code repositories} have, all repositories when empty; and if {@code shadows}, where another
     * secret hides one.
     */
    public static AppScope toAudit(List<RepositoryName> repositories, boolean shadows) {
        return new AppScope(
                Map.of("metadata", READ, "secrets", READ),
                shadows ? Map.of("actions", READ, "environments", READ, "organization_secrets", READ) : Map.of(),
                repositories);
    }

    /** To see whether runs, secrets and other places of {@code repositories} still need an old token. */
    public static AppScope toRetire(List<RepositoryName> repositories) {
        return new AppScope(
                Map.of("metadata", READ, "secrets", READ, "actions", READ),
                Map.of(
                        "dependabot_secrets", READ,
                        "environments", READ,
                        "organization_codespaces_secrets", READ,
                        "organization_dependabot_secrets", READ,
                        "organization_secrets", READ),
                repositories);
    }

    /** To see what the organisation granted tokens of persons. */
    public static AppScope toReadGrants() {
        return new AppScope(Map.of("metadata", READ, "organization_personal_access_tokens", READ), Map.of(), List.of());
    }

    /** To write issues of {@code repository}. */
    public static AppScope toKeepIssue(RepositoryName repository) {
        return new AppScope(Map.of("metadata", READ, "issues", "write"), Map.of(), List.of(repository));
    }

    /** To write secrets of {@code repositories}. */
    public static AppScope toWriteSecrets(List<RepositoryName> repositories) {
        return new AppScope(Map.of("metadata", READ, "secrets", "write"), Map.of(), repositories);
    }

    /** All permissions that it asks for. */
    Map<String, String> permissions() {
        var all = new TreeMap<>(useful);
        all.putAll(needed);
        return all;
    }

    /** The same without the useful permissions that {@code granted} does not hold. */
    AppScope within(Map<String, String> granted) {
        var kept = new TreeMap<>(useful);
        kept.entrySet().removeIf(permission -> !holds(granted, permission));
        return new AppScope(needed, kept, repositories);
    }

    /** The same for {@code others}; for all that the App is installed on when empty. */
    AppScope in(List<RepositoryName> others) {
        return new AppScope(needed, useful, others);
    }

    /** Whether it may change anything. */
    boolean writes() {
        return permissions().values().stream().anyMatch(level -> !level.equals(READ));
    }

    /** Whether {@code granted} holds {@code permission}, where to write is to read too. */
    static boolean holds(Map<String, String> granted, Map.Entry<String, String> permission) {
        String level =
                granted.getOrDefault(permission.getKey(), permission.getKey().equals("metadata") ? READ : "");
        return level.equals(permission.getValue())
                || level.equals("admin")
                || (level.equals("write") && permission.getValue().equals(READ));
    }
}
