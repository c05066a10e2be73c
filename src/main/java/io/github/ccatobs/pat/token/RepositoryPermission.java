package io.github.ccatobs.pat.token;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The repository permissions of a fine-grained token, by the names that GitHub's form takes as parameters. A permission
 * has a list to read when GitHub answers its holders with 200 whatever the repository holds.
 *
 * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens">the
 *     names and levels</a>
 * @see <a href="https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens">the
 *     permission of each list</a>
 */
enum RepositoryPermission {
    ACTIONS(Levels.BOTH, "actions/runs"),
    ACTIONS_VARIABLES(Levels.BOTH, "actions/variables", "Variables"),
    ADMINISTRATION(Levels.BOTH, "keys"),
    ARTIFACT_METADATA(Levels.BOTH),
    ATTESTATIONS(Levels.BOTH),
    CODE_QUALITY(Levels.BOTH),
    CODESPACES(Levels.BOTH),
    CODESPACES_LIFECYCLE_ADMIN(Levels.BOTH),
    CODESPACES_METADATA(Levels.READ),
    CODESPACES_SECRETS(Levels.WRITE),
    CONTENTS(Levels.BOTH, "branches"),
    DEPENDABOT_SECRETS(Levels.BOTH, "dependabot/secrets"),
    DEPLOYMENTS(Levels.BOTH, "deployments"),
    DISCUSSIONS(Levels.BOTH),
    ENVIRONMENTS(Levels.BOTH),
    ISSUES(Levels.BOTH, "issues"),
    MERGE_QUEUES(Levels.BOTH),
    METADATA(Levels.READ),
    PAGES(Levels.BOTH),
    PULL_REQUESTS(Levels.BOTH, "pulls"),
    REPOSITORY_ADVISORIES(Levels.BOTH),
    REPOSITORY_CUSTOM_PROPERTIES(Levels.BOTH, "", "Custom properties"),
    REPOSITORY_HOOKS(Levels.BOTH, "hooks", "Webhooks"),
    SECRET_SCANNING_ALERTS(Levels.BOTH),
    SECRETS(Levels.BOTH, "actions/secrets"),
    SECURITY_EVENTS(Levels.BOTH, "", "Code scanning alerts"),
    STATUSES(Levels.BOTH, "", "Commit statuses"),
    VULNERABILITY_ALERTS(Levels.BOTH, "", "Dependabot alerts"),
    WORKFLOWS(Levels.WRITE);

    private enum Levels {
        READ("read"),
        WRITE("write"),
        BOTH("read write");

        private final String words;

        Levels(String words) {
            this.words = words;
        }
    }

    private final Levels levels;
    private final String list;
    private final String label;

    RepositoryPermission(Levels levels) {
        this(levels, "");
    }

    RepositoryPermission(Levels levels, String list) {
        this.levels = levels;
        this.list = list;
        String words = parameter().replace('_', ' ');
        this.label = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    RepositoryPermission(Levels levels, String list, String label) {
        this.levels = levels;
        this.list = list;
        this.label = label;
    }

    static Optional<RepositoryPermission> find(String parameter) {
        return Stream.of(values())
                .filter(permission -> permission.parameter().equals(parameter))
                .findFirst();
    }

    /** The name by which the form and GitHub's headers know it, e.g. {@code actions_variables}. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The levels that GitHub has of it: {@code read}, {@code write} or both. */
    List<String> levels() {
        return List.of(levels.words.split(" "));
    }

    /** The list below a repository that a harmless read tries, e.g. {@code actions/runs}; empty when there is none. */
    Optional<String> list() {
        return Optional.of(list).filter(path -> !path.isEmpty());
    }

    /**
     * The scopes that cover it in a classic token. {@code workflow} goes with Actions too, as the pipelines' own
     * instructions for classic tokens ask.
     */
    List<String> scopes() {
        return switch (this) {
            case ACTIONS, WORKFLOWS -> List.of("repo", "workflow");
            case CODESPACES, CODESPACES_LIFECYCLE_ADMIN, CODESPACES_METADATA -> List.of("repo", "codespace");
            default -> List.of("repo");
        };
    }

    /** Its name on GitHub's page, e.g. {@code Variables}. */
    @Override
    public String toString() {
        return label;
    }
}
