package io.github.ccatobs.pat.token;

/**
 * The pages of GitHub on which a person changes a token. On an Enterprise Server the same paths are on its own host.
 */
final class GitHubSettingsUrls {

    /** One's own classic tokens. */
    static final String CLASSIC = "https://github.com/settings/tokens";

    /** One's own fine-grained tokens. */
    static final String FINE_GRAINED = "https://github.com/settings/personal-access-tokens";

    /** Where both kinds are listed. */
    static final String TOKENS = CLASSIC + " or " + FINE_GRAINED;

    private GitHubSettingsUrls() {}

    /** Where the owners of {@code organization} approve fine-grained tokens. */
    static String requests(String organization) {
        return "https://github.com/organizations/" + organization + "/settings/personal-access-token-requests";
    }

    /** Where the owners of {@code organization} say which tokens they allow. */
    static String policy(String organization) {
        return "https://github.com/organizations/" + organization + "/settings/personal-access-tokens";
    }

    /** Where the administrators of a repository say who may do what. */
    static String access(Object repository) {
        return "https://github.com/" + repository + "/settings/access";
    }
}
