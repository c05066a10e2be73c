package io.github.ccatobs.pat.github;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permission that a refused call needs, in the words of GitHub's token page, and where: as GitHub's answer says, or
 * as its documentation says of the call.
 *
 * @see <a href="https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens">Permissions
 *     required for fine-grained personal access tokens</a>
 */
final class MissingPermission {

    private static final Pattern HEADER = Pattern.compile("[a-z_]+=[a-z]+(?:[,;] ?[a-z_]+=[a-z]+)*");
    private static final Pattern PLACE = Pattern.compile("/repos/([^/]+/[^/]+)(/.*)?|/orgs/([^/]+)(/.*)?");

    private MissingPermission() {}

    /** The missing right, e.g. {@code "Secrets: write on acme/web"}; {@code "permission"} when unknown. */
    static String of(GitHubResponse response) {
        return told(response).or(() -> documented(response.call())).orElse("permission") + place(response.call());
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
