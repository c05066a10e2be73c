package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import java.util.Optional;

/**
 * The pages of GitHub that people read, beside the API that we use.
 *
 * @param base such as {@code https://github.com}; empty when it is unknown, then nothing is linked
 */
record WebPages(Optional<String> base) {

    private static final int LONGEST = 200;

    static WebPages of(GitHubSettings settings) {
        try {
            return settings.apiUrl().map(ApiUrl::parse).map(WebPages::beside).orElseGet(WebPages::unknown);
        } catch (IllegalArgumentException toldByWhoeverCallsGitHub) {
            return unknown();
        }
    }

    private static WebPages unknown() {
        return new WebPages(Optional.empty());
    }

    /** {@code api.github.com} belongs to {@code github.com}; a server of one's own has its API under {@code /api/v3}. */
    private static WebPages beside(ApiUrl api) {
        String base = api.toString().replaceFirst("/api/v3$", "").replaceFirst("^https://api\\.", "https://");
        return new WebPages(Optional.of(base).filter(it -> it.length() <= LONGEST && it.matches("[\\w.:/\\[\\]-]+")));
    }

    /** The repository's name, linked to its page. */
    String link(RepositoryName repository) {
        return base.map(it -> "<" + it + "/" + repository + "|" + repository + ">")
                .orElseGet(repository::toString);
    }
}
