package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Optional;

/**
 * The issues of one repository as one credential sees them. Nothing follows a repository that was renamed or transferred:
 * what is written there is for the readers of the one that was named.
 *
 * <p>Every method throws a {@link GitHubException} when GitHub says no or says nothing usable.
 *
 * @see <a href="https://docs.github.com/rest/issues/issues">REST API endpoints for issues</a>
 */
public final class IssueClient {

    private final RetryingRequestExecutor executor;
    private final Paginator paginator;
    private final RepositoryName repository;

    IssueClient(RetryingRequestExecutor executor, RepositoryName repository) {
        this.executor = executor;
        this.paginator = new Paginator(executor);
        this.repository = repository;
    }

    /** Lists those with {@code label}, open and closed, the oldest first, every page of them. */
    public List<Issue> labelled(String label) {
        var listed = paginator.<Long, Optional<Issue>>readBare(
                "issues",
                page -> GitHubRequest.read(
                        path(),
                        (api, authorization) -> api.issues(
                                repository.owner(),
                                repository.name(),
                                label,
                                "all",
                                "created",
                                "asc",
                                Paginator.SIZE,
                                page.orElse(null),
                                authorization,
                                GitHubApi.JSON)),
                issue -> issue.count("number"),
                issue -> issue.has("pull_request") ? Optional.empty() : Optional.of(Issue.of(issue)));
        return listed.items().values().stream().flatMap(Optional::stream).toList();
    }

    /**
     * Opens one with {@code label}. It is sent once: an answer that was lost leaves open whether there is one.
     *
     * @return empty when GitHub left the label out, as it does for an account without push access; the issue is closed again
     */
    public Optional<Issue> create(String title, String body, String label) {
        var answer = ResponseJson.of(ask(GitHubRequest.create(
                path(),
                (api, authorization) -> api.createIssue(
                        repository.owner(),
                        repository.name(),
                        IssueChange.created(title, body, label),
                        authorization,
                        GitHubApi.JSON))));
        var issue = Issue.of(answer);
        if (!answer.lists("labels", "name", label)) {
            change(issue.number(), IssueChange.closed());
            return Optional.empty();
        }
        return Optional.of(issue);
    }

    /** Has issue {@code number} say this, and opens or closes it. */
    public void update(long number, String title, String body, boolean isOpen) {
        change(number, IssueChange.text(title, body, isOpen));
    }

    /** Closes issue {@code number} as one that is not wanted. */
    public void closeAsUnwanted(long number) {
        change(number, IssueChange.closed());
    }

    private void change(long number, IssueChange content) {
        ask(GitHubRequest.change(
                path() + "/" + number,
                (api, authorization) -> api.changeIssue(
                        repository.owner(), repository.name(), number, content, authorization, GitHubApi.JSON)));
    }

    /** Adds a comment to issue {@code number}. It is sent once: an answer that was lost leaves open whether it is there. */
    public void comment(long number, String body) {
        ask(GitHubRequest.create(
                path() + "/" + number + "/comments",
                (api, authorization) -> api.comment(
                        repository.owner(),
                        repository.name(),
                        number,
                        IssueChange.comment(body),
                        authorization,
                        GitHubApi.JSON)));
    }

    private GitHubResponse ask(GitHubRequest request) {
        return executor.askUnlessMoved(request)
                .orElseThrow(() -> new GitHubException.GitHubUnavailableException(
                        request, "redirected: " + repository + " has another name or owner today"));
    }

    private String path() {
        return "/repos/" + repository + "/issues";
    }
}
