package io.github.ccatobs.pat.github;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An organisation's grant of one fine-grained personal access token, as GitHub tells a GitHub App.
 *
 * @param id GitHub's number of the grant
 * @param owner whose token it is
 * @param isForAll whether it is for all repositories of the organisation
 * @param permissions of repositories, by GitHub's names with their level
 * @param end when the token ends; empty for one that does not
 * @param lastUsed when it was used last; empty when it was not, or GitHub does not say
 * @see <a href="https://docs.github.com/rest/orgs/personal-access-tokens">REST API endpoints for personal access tokens</a>
 */
public record TokenGrant(
        long id,
        String owner,
        boolean isForAll,
        Map<String, String> permissions,
        Optional<Instant> end,
        Optional<Instant> lastUsed) {

    /** Copies. */
    public TokenGrant {
        permissions = Map.copyOf(permissions);
    }

    static TokenGrant of(ResponseJson grant) {
        var permissions = grant.object("permissions");
        return new TokenGrant(
                grant.count("id"),
                grant.object("owner").shortText("login"),
                grant.text("repository_selection").equals("all"),
                permissions.has("repository") ? permissions.object("repository").texts() : Map.of(),
                moment(grant, "token_expires_at"),
                moment(grant, "token_last_used_at"));
    }

    private static Optional<Instant> moment(ResponseJson grant, String name) {
        return grant.has(name) ? Optional.of(grant.moment(name)) : Optional.empty();
    }

    /** Whether it holds {@code permission} at {@code level}, where to write is to read too. */
    public boolean holds(String permission, String level) {
        return AppScope.holds(permissions, Map.entry(permission, level));
    }
}
