package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Users and organizations as GitHub describes them. */
final class Accounts {

    private static final int IDS = 90_000_000;

    private static final Map<String, String> LINKS = Map.ofEntries(
            Map.entry("events_url", "/events{/privacy}"),
            Map.entry("followers_url", "/followers"),
            Map.entry("following_url", "/following{/other_user}"),
            Map.entry("gists_url", "/gists{/gist_id}"),
            Map.entry("organizations_url", "/orgs"),
            Map.entry("received_events_url", "/received_events"),
            Map.entry("repos_url", "/repos"),
            Map.entry("starred_url", "/starred{/owner}{/repo}"),
            Map.entry("subscriptions_url", "/subscriptions"),
            Map.entry("url", ""));

    private Accounts() {}

    /** A number that stays the same for the same login. */
    static long id(String login) {
        return Math.floorMod(login.toLowerCase(Locale.ROOT).hashCode(), IDS) + 1L;
    }

    static String nodeId(String kind, long id) {
        return Base64.getEncoder().encodeToString((kind + ":" + id).getBytes(UTF_8));
    }

    /** The schema {@code simple-user}. */
    static ObjectNode simple(String login, String type, String base) {
        long id = id(login);
        ObjectNode account = Json.object()
                .put("login", login)
                .put("id", id)
                .put("node_id", nodeId(type, id))
                .put("avatar_url", "https://avatars.githubusercontent.com/u/" + id)
                .put("gravatar_id", "")
                .put("html_url", "https://github.com/" + login)
                .put("type", type)
                .put("user_view_type", "public")
                .put("site_admin", false);
        LINKS.forEach((name, path) -> account.put(name, base + "/users/" + login + path));
        return account;
    }

    /** The schema {@code public-user}, or {@code private-user} for a token that may read the profile. */
    static ObjectNode whole(SandboxToken token, String base) {
        ObjectNode user = simple(token.login(), "User", base)
                .put("name", token.login())
                .putNull("company")
                .put("blog", "")
                .putNull("location")
                .putNull("email")
                .putNull("hireable")
                .putNull("bio")
                .put("public_repos", 2)
                .put("public_gists", 0)
                .put("followers", 0)
                .put("following", 0)
                .put("created_at", "2020-01-10T14:59:22Z")
                .put("updated_at", "2026-01-10T14:59:22Z");
        return token.hasScope("user") && !token.isFineGrained() ? withPrivateParts(user) : user;
    }

    private static ObjectNode withPrivateParts(ObjectNode user) {
        return user.put("user_view_type", "private")
                .put("private_gists", 0)
                .put("total_private_repos", 6)
                .put("owned_private_repos", 6)
                .put("disk_usage", 0)
                .put("collaborators", 0)
                .put("two_factor_authentication", true);
    }
}
