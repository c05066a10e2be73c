package io.github.ccatobs.pat.token;

/**
 * The pages of GitHub on which a person changes a token.
 *
 * @param webPages where GitHub's pages are, e.g. {@code https://github.com}
 */
record GitHubSettingsUrls(String webPages) {

    /** One's own classic tokens. */
    String classic() {
        return webPages + "/settings/tokens";
    }

    /** One's own fine-grained tokens. */
    String fineGrained() {
        return webPages + "/settings/personal-access-tokens";
    }

    /** Where both kinds are listed. */
    String tokens() {
        return classic() + " or " + fineGrained();
    }

    /** Where the owners of {@code organization} approve fine-grained tokens. */
    String requests(String organization) {
        return webPages + "/organizations/" + organization + "/settings/personal-access-token-requests";
    }

    /** Where the owners of {@code organization} say which tokens they allow. */
    String policy(String organization) {
        return webPages + "/organizations/" + organization + "/settings/personal-access-tokens";
    }

    /** Where the administrators of a repository say who may do what. */
    String access(Object repository) {
        return webPages + "/" + repository + "/settings/access";
    }
}
