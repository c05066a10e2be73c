package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads every repository, each on a virtual thread, at the pace GitHub allows. */
public final class Auditor {

    private final Clock clock;

    /** Reads at the time of {@code clock}. */
    public Auditor(Clock clock) {
        this.clock = clock;
    }

    /**
     * Looks for {@code secret} in each of {@code repositories}. It asks who the credential is first and alone, so that
     * a rejected one is sent only once.
     *
     * @throws GitHubException when the credential is rejected, or GitHub does not even say whose it is
     */
    public Audit audit(
            List<RepositoryName> repositories, SecretName secret, GitHubClient gitHub, AuditProgress progress) {
        var auditedAt = clock.instant();
        var login = login(gitHub);
        var reader = new RepositoryReader(gitHub, secret);
        var done = new AtomicInteger();
        var states = Parallel.each(repositories, repository -> {
            var state = reader.read(repository);
            progress.reached(done.incrementAndGet(), repositories.size());
            return state;
        });
        var metadata = gitHub.tokenMetadata();
        return new Audit(
                        secret,
                        auditedAt,
                        eachOnce(List.copyOf(states.values())),
                        new CredentialStatus(login, metadata.expiry(), Optional.of(gitHub.credentialSource())),
                        metadata.quota())
                .datedByGitHub(gitHub.gitHubClock().at(clock.instant()));
    }

    /** Two names of the graph may be one repository today, which is then one state. */
    static List<RepositoryState> eachOnce(List<RepositoryState> states) {
        Map<RepositoryName, RepositoryName> today = new LinkedHashMap<>();
        states.stream().filter(RepositoryState::isRead).forEach(state -> today.put(state.repository(), state.today()));
        var aliases = RepositoryAliases.among(today).kept();
        return states.stream()
                .filter(state -> !aliases.containsKey(state.repository()))
                .map(state -> state.listedAs(states.stream()
                        .filter(other -> state.repository().equals(aliases.get(other.repository())))
                        .flatMap(RepositoryState::names)
                        .toList()))
                .toList();
    }

    /** Not every credential may ask who it is: a workflow's own token may not. */
    private static Optional<String> login(GitHubClient gitHub) {
        try {
            return Optional.of(gitHub.account().login());
        } catch (GitHubException.ForbiddenException | GitHubException.NotFoundException e) {
            return Optional.empty();
        }
    }
}
