package io.github.ccatobs.pat.issue;

import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.Issue;
import io.github.ccatobs.pat.github.IssueClient;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.notification.IssueTracker;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.token.CredentialResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The issue in the repository that {@code ccat.pat.github.issue} names, written with the credential that audits. Of several
 * with the label and the mark the oldest counts, and the others are closed: so two runs at once, or one whose answer
 * was lost, end with one.
 */
@ApplicationScoped
class GitHubIssueTracker implements IssueTracker {

    /** Its name on GitHub. */
    static final String LABEL = "ccat-pat";

    /** For a limit; the notification lease lasts five minutes. */
    private static final Duration WAIT_LIMIT = Duration.ofMinutes(2);

    private final GitHubSettings settings;
    private final GitHubClientFactory clients;
    private final CredentialResolver credentials;
    private final IssueText texts;

    GitHubIssueTracker(
            GitHubSettings settings,
            GitHubClientFactory clients,
            CredentialResolver credentials,
            OperatorInstructions instructions) {
        this.settings = settings;
        this.clients = clients;
        this.credentials = credentials;
        this.texts = new IssueText(instructions);
    }

    @Override
    public boolean isOpen() {
        return given().isPresent();
    }

    private Optional<String> given() {
        return settings.issue().filter(text -> !text.isBlank());
    }

    @Override
    public String verify() {
        var repository = repository();
        var unused = issues(repository).labelled(LABEL);
        return repository.toString();
    }

    @Override
    public void show(AuditResult audit) {
        write(audit.secret(), texts.state(audit), !IssueText.isWell(audit));
    }

    @Override
    public void showFailure(SecretName secret, String reason, Instant at) {
        write(secret, texts.failure(secret, reason, at), true);
    }

    private void write(SecretName secret, String text, boolean isOpen) {
        String title = IssueText.title(secret);
        with(issues -> {
            var found = find(issues, secret);
            var issue = found.or(() -> create(issues, secret, title, text)).orElseThrow(GitHubIssueTracker::unlabelled);
            boolean isAsItShouldBe =
                    issue.isOpen() == isOpen && issue.body().strip().equals(text.strip());
            if (!isAsItShouldBe) {
                issues.update(issue.number(), title, text, isOpen);
            }
        });
    }

    /** The oldest; closes the others. */
    private static Optional<Issue> find(IssueClient issues, SecretName secret) {
        List<Issue> marked = issues.labelled(LABEL).stream()
                .filter(issue -> issue.body().contains(IssueText.mark(secret)))
                .toList();
        marked.stream().skip(1).filter(Issue::isOpen).forEach(issue -> issues.closeAsUnwanted(issue.number()));
        return marked.stream().findFirst();
    }

    /**
     * Looks again afterwards: another run may have been quicker, and an answer that was lost may have been one. GitHub's list may
     * not show it yet.
     */
    private static Optional<Issue> create(IssueClient issues, SecretName secret, String title, String text) {
        try {
            var created = issues.create(title, text, LABEL);
            return created.isEmpty() ? created : find(issues, secret).or(() -> created);
        } catch (GitHubException.GitHubUnavailableException lost) {
            return Optional.of(find(issues, secret).orElseThrow(() -> lost));
        }
    }

    private static NotificationFailedException unlabelled() {
        return new NotificationFailedException(
                "GitHub left out the label " + LABEL + ", by which the issue is found again;"
                        + " the credential's account needs push access to the repository of ccat.pat.github.issue");
    }

    @Override
    public void post(Notification notification) {
        with(issues -> {
            var secret = notification.secret();
            String text = texts.comment(notification);
            var issue = find(issues, secret)
                    .or(() -> create(
                            issues, secret, IssueText.title(secret), IssueText.mark(secret) + "\n\nNo audit yet.\n"))
                    .orElseThrow(GitHubIssueTracker::unlabelled);
            issues.comment(issue.number(), text);
        });
    }

    /** Whatever is in the way, GitHub or the source of the credential, keeps the issue from being written and nothing else. */
    private void with(Consumer<IssueClient> use) {
        try {
            use.accept(issues(repository()));
        } catch (NotificationFailedException failure) {
            throw failure;
        } catch (FailureException | IllegalArgumentException e) {
            throw new NotificationFailedException("the issue of ccat.pat.github.issue was not written: "
                    + FailureException.why(e) + "; the next audit tries again");
        }
    }

    private RepositoryName repository() {
        return RepositoryName.parse(given().orElseThrow());
    }

    private IssueClient issues(RepositoryName repository) {
        var credential =
                credentials.readingCredential(GitHubIssueTracker::variable).within(AppScope.toKeepIssue(repository));
        return clients.connect(credential, TimeBudget.each(WAIT_LIMIT)).issues(repository);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
