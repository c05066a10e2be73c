package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in words what a GitHub App cannot see or do, and on which page a person changes that. Pure. */
final class AppErrorMessages {

    private static final Pattern REPOSITORY = Pattern.compile("/repos/([^/]+/[^/]+)(/.*)?");
    private static final Pattern RIGHT = Pattern.compile("([a-z_]+)=([a-z]+)");

    private static final int MOST_NAMES = 10;

    private final GitHubApp app;
    private final String pages;

    AppErrorMessages(GitHubApp app, ApiUrl apiUrl) {
        this.app = app;
        this.pages = apiUrl.webPages();
    }

    /**
     * Where the App is installed, as far as it is known.
     *
     * @param page where an owner changes it
     * @param isSelective whether repositories were chosen one by one
     * @param repositories those that GitHub gave the token for by name
     * @param permissions what the token may
     */
    record InstallationPlace(
            String page,
            Optional<Boolean> isSelective,
            List<RepositoryName> repositories,
            Map<String, String> permissions) {}

    /** The page of an installation, where its owners choose repositories, accept permissions and suspend it. */
    String page(Optional<Long> installation) {
        return pages + "/organizations/" + app.organization() + "/settings/installations"
                + installation.map(id -> "/" + id).orElse("");
    }

    /** The call that failed, for a message. */
    GitHubRequest call(long installation) {
        String path = installation == 0
                ? "/orgs/" + app.organization() + "/installation"
                : "/app/installations/" + installation + "/access_tokens";
        GitHubRequest.Sender never = (api, authorization) -> {
            throw new IllegalStateException("it was sent already");
        };
        return installation == 0 ? GitHubRequest.read(path, never) : GitHubRequest.exchange(path, never);
    }

    String suspended(String source, String page) {
        return source + " is suspended on " + app.organization() + ": an owner unsuspends it on " + page;
    }

    String notInstalled(String source, Optional<String> slug) {
        return source + " is not installed on " + app.organization()
                + slug.map(name -> ": an owner installs it on " + pages + "/apps/" + name + "/installations/new")
                        .orElse(": an owner of " + app.organization() + " installs it");
    }

    String noSuchInstallation(String source, long installation) {
        return source + " has no installation " + installation
                + ": it was uninstalled, or ccat.pat.github.app.installation-id is wrong; unset it to ask GitHub for the one"
                + " on " + app.organization();
    }

    /** {@code installation} of the settings is another one than {@code known}, which is the organisation's. */
    String otherInstallation(String source, long installation, long known) {
        return source + " is installed on " + app.organization() + " as " + known + ", and not as " + installation
                + ": correct ccat.pat.github.app.installation-id, or unset it to ask GitHub";
    }

    String jwtRejected(String source, String said) {
        return "GitHub does not accept the signature of " + source + " (401"
                + (said.isEmpty() ? "" : ": " + said)
                + "): check that ccat.pat.github.app.client-id is that of the App, that the private key is one of its keys,"
                + " and the clock of this machine";
    }

    /**
     * A permission that the token needs and the organisation did not grant.
     *
     * @param wanted what the App asks every owner for
     */
    String notGranted(
            String source,
            List<Map.Entry<String, String>> missing,
            Map<String, String> wanted,
            Optional<String> slug,
            String page) {
        String names = missing.stream()
                .map(permission -> "\"" + MissingPermission.inWords(permission) + "\"")
                .collect(Collectors.joining(" and "));
        boolean isWaiting = missing.stream().allMatch(permission -> AppScope.holds(wanted, permission));
        return source + " lacks " + names + " on " + app.organization()
                + (isWaiting
                        ? ", which waits for approval: an owner accepts it on " + page
                        : ": add it to the App's permissions"
                                + slug.map(name -> " on " + pages + "/organizations/" + app.organization()
                                                + "/settings/apps/" + name + "/permissions")
                                        .orElse("")
                                + ", and then an owner accepts it on " + page);
    }

    /** A repository that is not there for the App, or not at all. */
    GitHubException notFound(
            GitHubException.NotFoundException gone, GitHubRequest call, String source, InstallationPlace place) {
        return repository(call)
                .filter(repository -> !call.path().contains("/contents/")
                        && !place.repositories().contains(repository))
                .<GitHubException>map(repository -> new GitHubException.NotFoundException(
                        call, gone.why(), Optional.of(notInstalledOn(repository, source, place, true))))
                .orElse(gone);
    }

    /** A refusal although the token holds the permission is one of a public repository that the App is not installed on. */
    GitHubException forbidden(
            GitHubException.ForbiddenException forbidden,
            GitHubResponse response,
            String source,
            InstallationPlace place) {
        if (ResponseClassifier.isLoginLockout(response)) {
            return forbidden;
        }
        var repository = repository(response.call());
        boolean holds = response.header("x-accepted-github-permissions")
                .filter(text -> isHeld(text, place.permissions()))
                .isPresent();
        String why = repository.isPresent() && holds && !place.repositories().contains(repository.get())
                ? notInstalledOn(repository.get(), source, place, false)
                : forbidden.why() + ": an owner of " + app.organization() + " grants it on " + place.page();
        return new GitHubException.ForbiddenException(response.call(), why, forbidden.reason(), forbidden.remedy());
    }

    private String notInstalledOn(
            RepositoryName repository, String source, InstallationPlace place, boolean mayBeGone) {
        if (!repository.owner().equalsIgnoreCase(app.organization())) {
            return elsewhere(repository, source);
        }
        if (place.isSelective().filter(isSelective -> !isSelective).isPresent() && mayBeGone) {
            return "there is no such repository: " + source + " is installed on all of " + app.organization();
        }
        return source + " is not installed on " + repository + (mayBeGone ? ", or there is no such repository" : "")
                + ": an owner selects it on " + place.page();
    }

    /** {@code repository} has another owner than the installation. */
    String elsewhere(RepositoryName repository, String source) {
        return source + " is installed on " + app.organization() + ", and not on " + repository.owner() + ", which "
                + repository + " belongs to";
    }

    /**
     * No token to write.
     *
     * @param repositories those that the App is not installed on; empty when GitHub does not list them
     * @param said what GitHub said
     */
    String notSelected(String source, List<RepositoryName> repositories, String said, String page) {
        return "GitHub gives " + source + " no token to write (422" + (said.isEmpty() ? "" : ": " + said) + "): "
                + named(repositories) + "; an owner selects what is there on " + page;
    }

    private static String named(List<RepositoryName> repositories) {
        if (repositories.isEmpty()) {
            return "a repository of the graph is not selected for it, or does not exist under that name";
        }
        if (repositories.size() == 1) {
            return repositories.getFirst() + " is not selected for it, or does not exist under that name";
        }
        int more = repositories.size() - MOST_NAMES;
        return repositories.stream().limit(MOST_NAMES).map(Object::toString).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "")
                + " are not selected for it, or do not exist under those names";
    }

    private static Optional<RepositoryName> repository(GitHubRequest call) {
        var found = REPOSITORY.matcher(call.path());
        try {
            return found.matches() ? Optional.of(RepositoryName.parse(found.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The header gives alternatives, each of permissions that are all wanted. */
    private static boolean isHeld(String header, Map<String, String> permissions) {
        return List.of(header.split(";")).stream().anyMatch(alternative -> List.of(alternative.split(",")).stream()
                .map(right -> RIGHT.matcher(right.strip()))
                .allMatch(right ->
                        right.matches() && AppScope.holds(permissions, Map.entry(right.group(1), right.group(2)))));
    }
}
