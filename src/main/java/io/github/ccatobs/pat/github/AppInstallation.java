package io.github.ccatobs.pat.github;

import java.util.Map;

/**
 * Where an App is installed, as GitHub describes it.
 *
 * @param id its number
 * @param slug the App's name in addresses, e.g. {@code ccat}
 * @param permissions what the organisation granted, with each level
 * @param isSelective whether an owner chose its repositories one by one
 * @param isSuspended whether it is suspended
 */
record AppInstallation(
        long id, String slug, Map<String, String> permissions, boolean isSelective, boolean isSuspended) {

    /** Copies. */
    AppInstallation {
        permissions = Map.copyOf(permissions);
    }

    static AppInstallation of(GitHubResponse response) {
        var body = ResponseJson.of(response);
        return new AppInstallation(
                body.count("id"),
                body.parsed("app_slug", AppInstallation::slug),
                body.object("permissions").texts(),
                body.text("repository_selection").equals("selected"),
                body.has("suspended_at"));
    }

    /** It becomes part of addresses that people open. */
    static String slug(String text) {
        if (!text.matches("[A-Za-z0-9-]{1,100}")) {
            throw new IllegalArgumentException("not a slug");
        }
        return text;
    }
}
