package io.github.ccatobs.pat.github;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permission that a refused call needs, in the words of GitHub's token page, and where: as GitHub's answer says, or
 * as its documentation says of the call. Of a classic token, to which GitHub tells its scopes, it is a scope.
 *
 * @see <a href="https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens">Permissions
 *     required for fine-grained personal access tokens</a>
 * @see <a href="https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps">Scopes</a>
 */
public final class MissingPermission {

    private static final Pattern HEADER = Pattern.compile("[a-z_]+=[a-z]+(?:[,;] ?[a-z_]+=[a-z]+)*");
    private static final Pattern SCOPES = Pattern.compile("[a-z_]+(?::[a-z_]+)?(?:, ?[a-z_]+(?::[a-z_]+)?)*");
    private static final Pattern PLACE = Pattern.compile("/repos/([^/]+/[^/]+)(/.*)?|/orgs/([^/]+)(/.*)?");

    /** As refusals quote {@link #of}: after "lacks", before the place. */
    private static final Pattern IN_A_REFUSAL = Pattern.compile(" lacks \"?(the scope \\S+|[^\":]+: (?:read|write))");

    private MissingPermission() {}

    /** The right that a refusal says is missing, e.g. "Secrets: read" or "the scope admin:org"; empty where it names none. */
    public static Optional<String> namedBy(String refusal) {
        return Optional.of(IN_A_REFUSAL.matcher(refusal)).filter(Matcher::find).map(found -> found.group(1));
    }

    /**
     * The missing right, e.g. {@code "Secrets: write on acme/web"} or {@code "the scope admin:org on acme"}; {@code "permission"}
     * when unknown, or when a classic token has the scope and its account not the right.
     */
    static String of(GitHubResponse response) {
        var right = response.header("x-oauth-scopes")
                .map(held -> scope(response, List.of(held.split(", *"))))
                .orElseGet(() -> told(response).or(() -> documented(response.call())));
        return right.orElse("permission") + place(response.call());
    }

    private static Optional<String> scope(GitHubResponse response, List<String> held) {
        var needed = response.header("x-accepted-oauth-scopes")
                .filter(text -> SCOPES.matcher(text).matches())
                .map(text -> List.of(text.split(", ?")))
                .orElseGet(() -> documentedScope(response.call()).stream().toList());
        return Optional.of(needed)
                .filter(scopes -> !scopes.isEmpty() && scopes.stream().noneMatch(held::contains))
                .map(scopes -> "the scope " + String.join(" or ", scopes));
    }

    private static Optional<String> documentedScope(GitHubRequest request) {
        return Optional.of(PLACE.matcher(request.path()))
                .filter(Matcher::matches)
                .map(found -> found.group(3) == null ? "repo" : "admin:org");
    }

    private static Optional<String> told(GitHubResponse response) {
        return response.header("x-accepted-github-permissions")
                .filter(text -> HEADER.matcher(text).matches())
                .map(text -> Stream.of(text.split("; ?"))
                        .map(all -> Stream.of(all.split(", ?"))
                                .map(MissingPermission::inWords)
                                .collect(Collectors.joining(" and ")))
                        .collect(Collectors.joining(", or ")));
    }

    /** The right or the entry {@code pull_requests=read} is "Pull requests: read" on the token's page. */
    static String inWords(Object right) {
        String words = right.toString().replace('_', ' ').replace("=", ": ");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Optional<String> documented(GitHubRequest request) {
        var found = PLACE.matcher(request.path());
        if (!found.matches()) {
            return Optional.empty();
        }
        var ofOrganization = ofOrganization(Optional.ofNullable(found.group(4)).orElse(""));
        if (ofOrganization.isPresent()) {
            return ofOrganization;
        }
        String below = Optional.ofNullable(found.group(2)).orElse("");
        if (request.kind() == GitHubRequest.RequestKind.WRITE) {
            return Optional.of("Secrets: write");
        }
        if (below.startsWith("/issues")) {
            return Optional.of(request.kind().isWriting() ? "Issues: write" : "Issues: read");
        }
        if (below.startsWith("/actions/secrets") || below.equals("/actions/organization-secrets")) {
            return Optional.of("Secrets: read");
        }
        if (below.startsWith("/dependabot/")) {
            return Optional.of("Dependabot secrets: read");
        }
        if (below.startsWith("/codespaces/")) {
            return Optional.of("Codespaces secrets: write");
        }
        if (below.startsWith("/environments/")) {
            return Optional.of("Environments: read");
        }
        if (below.startsWith("/actions/") || below.equals("/environments")) {
            return Optional.of("Actions: read");
        }
        return Optional.of(below.startsWith("/contents/") ? "Contents: read" : "Metadata: read");
    }

    private static Optional<String> ofOrganization(String below) {
        return below.startsWith("/actions/secrets")
                ? Optional.of("Organization secrets: read")
                : Optional.of(below)
                        .filter(path -> path.matches("/(?:dependabot|codespaces)/secrets.*"))
                        .map(path -> "Organization " + path.split("/", -1)[1] + " secrets: read");
    }

    private static String place(GitHubRequest request) {
        var found = PLACE.matcher(request.path());
        if (!found.matches()) {
            return "";
        }
        return " on " + Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(3));
    }
}
