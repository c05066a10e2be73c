package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pages of GitHub that people read, beside the API that we use.
 *
 * @param base e.g. {@code https://github.com}; empty when it is unknown, then nothing is linked
 */
record RepositoryLinks(Optional<String> base) {

    private static final int LONGEST = 200;

    static RepositoryLinks of(GitHubSettings settings, Function<String, Optional<String>> environment) {
        try {
            return beside(ApiUrl.of(settings, environment));
        } catch (IllegalArgumentException ignored) {
            return unknown();
        }
    }

    private static RepositoryLinks unknown() {
        return new RepositoryLinks(Optional.empty());
    }

    /** {@code api.github.com} belongs to {@code github.com}; a server of one's own has its API under {@code /api/v3}. */
    private static RepositoryLinks beside(ApiUrl api) {
        String base = api.toString().replaceFirst("/api/v3$", "").replaceFirst("^https://api\\.", "https://");
        return new RepositoryLinks(
                Optional.of(base).filter(it -> it.length() <= LONGEST && it.matches("[\\w.:/\\[\\]-]+")));
    }

    /** GitHub's form for a new fine-grained token. */
    Optional<LinkButton> newToken() {
        return button("New token", "/settings/personal-access-tokens/new", "Open GitHub's form for a new token");
    }

    /** The same, filled in at {@code form} for the next token. */
    Optional<LinkButton> newToken(URI form) {
        return newToken().map(bare -> new LinkButton(bare.text(), form, bare.label()));
    }

    /** The page on which a person revokes fine-grained tokens; it leads to the classic ones. */
    Optional<LinkButton> tokens() {
        return button(
                "Your tokens", "/settings/personal-access-tokens", "Open your tokens on GitHub, to revoke the old one");
    }

    /** The page of the repository's Actions secrets. */
    Optional<LinkButton> secrets(RepositoryName repository) {
        return button(
                "Secrets of " + repository.name(),
                "/" + repository + "/settings/secrets/actions",
                "Open the Actions secrets of " + repository);
    }

    private Optional<LinkButton> button(String text, String path, String label) {
        return base.map(it -> new LinkButton(text, URI.create(it + path), label));
    }

    /** The repository's name, linked to its page. */
    String link(RepositoryName repository) {
        return base.map(it -> "<" + it + "/" + repository + "|" + repository + ">")
                .orElseGet(repository::toString);
    }
}
