package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A repository as GitHub describes it. */
final class RepositoryJson {

    private static final String SINCE = "2020-01-10T14:59:22Z";

    /** Members named after the path they lead to, and what GitHub lets a caller fill in. */
    private static final Map<String, String> LINKS = links(List.of(
            "assignees{/user}",
            "branches{/branch}",
            "collaborators{/collaborator}",
            "comments{/number}",
            "commits{/sha}",
            "contributors",
            "deployments",
            "downloads",
            "events",
            "forks",
            "hooks",
            "issues{/number}",
            "keys{/key_id}",
            "labels{/name}",
            "languages",
            "merges",
            "milestones{/number}",
            "notifications{?since,all,participating}",
            "pulls{/number}",
            "releases{/id}",
            "stargazers",
            "statuses/{sha}",
            "subscribers",
            "subscription",
            "tags",
            "teams"));

    private static final Map<String, String> ODD_LINKS = Map.of(
            "url", "",
            "archive_url", "/{archive_format}{/ref}",
            "blobs_url", "/git/blobs{/sha}",
            "compare_url", "/compare/{base}...{head}",
            "contents_url", "/contents/{+path}",
            "git_commits_url", "/git/commits{/sha}",
            "git_refs_url", "/git/refs{/sha}",
            "git_tags_url", "/git/tags{/sha}",
            "trees_url", "/git/trees{/sha}");

    private static final Map<String, String> ISSUE_LINKS =
            Map.of("issue_comment_url", "/issues/comments{/number}", "issue_events_url", "/issues/events{/number}");

    private RepositoryJson() {}

    /** The schema {@code minimal-repository}. */
    static ObjectNode minimal(SandboxRepository repository, String base) {
        ObjectNode body = Json.object()
                .put("id", repository.id())
                .put("node_id", Accounts.nodeId("Repository", repository.id()))
                .put("name", repository.name())
                .put("full_name", repository.fullName())
                .put("private", !repository.isPublic())
                .put("visibility", repository.isPublic() ? "public" : "private")
                .put("html_url", "https://github.com/" + repository.fullName())
                .putNull("description")
                .put("fork", false)
                .put("archived", repository.isArchived())
                .put("disabled", false)
                .put("default_branch", SandboxRepository.DEFAULT_BRANCH);
        body.set("owner", Accounts.simple(repository.owner(), "Organization", base));
        String url = base + "/repos/" + repository.fullName();
        List.of(LINKS, ODD_LINKS, ISSUE_LINKS)
                .forEach(links -> links.forEach((name, path) -> body.put(name, url + path)));
        return body;
    }

    /** The schema {@code full-repository}, with what the caller may do. */
    static ObjectNode full(SandboxRepository repository, SandboxRequest request) {
        ObjectNode body = minimal(repository, request.base());
        addAddresses(body, repository.fullName());
        addNumbers(body);
        addFeatures(body);
        if (request.asksForOldVersion()) {
            body.put("has_downloads", true);
        }
        request.caller().ifPresent(token -> addPermissions(body, AccessControl.administers(token, repository)));
        return body;
    }

    private static void addAddresses(ObjectNode body, String fullName) {
        body.put("clone_url", "https://github.com/" + fullName + ".git")
                .put("git_url", "git://github.com/" + fullName + ".git")
                .put("ssh_url", "git@github.com:" + fullName + ".git")
                .put("svn_url", "https://github.com/" + fullName)
                .putNull("mirror_url")
                .putNull("homepage");
    }

    private static void addNumbers(ObjectNode body) {
        List.of(
                        "forks",
                        "forks_count",
                        "open_issues",
                        "open_issues_count",
                        "size",
                        "stargazers_count",
                        "watchers",
                        "watchers_count",
                        "network_count",
                        "subscribers_count")
                .forEach(name -> body.put(name, 0));
        List.of("created_at", "updated_at", "pushed_at").forEach(name -> body.put(name, SINCE));
    }

    private static void addFeatures(ObjectNode body) {
        List.of("has_issues", "has_projects", "has_wiki").forEach(name -> body.put(name, true));
        List.of("has_pages", "has_discussions").forEach(name -> body.put(name, false));
        body.putNull("language").putNull("license");
    }

    private static void addPermissions(ObjectNode body, boolean administers) {
        body.putObject("permissions")
                .put("admin", administers)
                .put("maintain", administers)
                .put("push", administers)
                .put("triage", administers)
                .put("pull", true);
    }

    private static Map<String, String> links(List<String> paths) {
        Function<String, String> name = path -> path.replaceAll("[/{].*", "") + "_url";
        return paths.stream().collect(Collectors.toMap(name, path -> "/" + path));
    }
}
