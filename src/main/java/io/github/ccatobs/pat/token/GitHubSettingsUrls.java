package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;

/**
 * The pages of GitHub on which a person changes a token.
 *
 * @param webPages where GitHub's pages are, e.g. {@code https://github.com}
 */
public record GitHubSettingsUrls(String webPages) {

    /** Where the owner of {@code token} deletes it. */
    public static String tokenPage(String webPages, SecretValue token) {
        var pages = new GitHubSettingsUrls(webPages);
        return switch (FormatCheck.check(token).kind()) {
            case CLASSIC -> pages.classic();
            case FINE_GRAINED -> pages.fineGrained();
            default -> pages.tokens();
        };
    }

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
