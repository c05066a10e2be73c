package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.RepositoryBatch;
import io.github.ccatobs.pat.github.RepositoryInfo;
import io.github.ccatobs.pat.graph.GraphSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Looks around the repositories that were audited, within GitHub's limits. ShadowScanResult that it may not read leave the audit as
 * complete as it was.
 */
final class ShadowScanner {

    private final GraphSettings settings;

    ShadowScanner(GraphSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds to {@code audit} what lies around it, as far as {@code scope} says.
     *
     * @param listed every repository of the graph, also when only some were audited
     * @throws GitHubException.CredentialRejectedException when the credential is rejected meanwhile
     */
    Audit scan(
            Audit audit, List<RepositoryName> listed, AuditScope scope, GitHubClient gitHub, AuditProgress progress) {
        var batch = scope.shadows() ? described(audit, gitHub) : new RepositoryBatch(Map.of());
        var named = audit.withNamesOf(batch);
        var secretProbe = new SecretProbe(gitHub, audit.secret());
        Optional<Map<RepositoryName, Shadows>> shadows = scope.shadows()
                ? Optional.of(shadows(readable(named), batch, audit.secret(), gitHub, progress))
                : Optional.empty();
        Optional<Sweep> sweep = scope.sweep()
                ? Optional.of(sweep(known(named, listed), secretProbe, gitHub, progress))
                : Optional.empty();
        return named.with(new ShadowScanResult(shadows, sweep));
    }

    /** Describes all at once, also those that could not be read by themselves; none when no one could be read. */
    private static RepositoryBatch described(Audit audit, GitHubClient gitHub) {
        return readable(audit).isEmpty()
                ? new RepositoryBatch(Map.of())
                : gitHub.describeWithEnvironments(audit.repositories().stream()
                        .filter(state -> !(state.seen() instanceof Observation.TransferredAway))
                        .map(RepositoryState::repository)
                        .toList());
    }

    /** An unreadable repository is reported as such; its surroundings are not read. */
    private static List<RepositoryName> readable(Audit audit) {
        return audit.repositories().stream()
                .filter(RepositoryState::isRead)
                .map(RepositoryState::repository)
                .toList();
    }

    private static Map<RepositoryName, Shadows> shadows(
            List<RepositoryName> repositories,
            RepositoryBatch batch,
            SecretName secret,
            GitHubClient gitHub,
            AuditProgress progress) {
        var reader = ShadowReader.of(batch.stillOwned(Set.copyOf(repositories)), secret, gitHub);
        return each(repositories, progress, reader::read);
    }

    /** The repositories of the graph, by the names it uses and by today's. */
    private static Set<RepositoryName> known(Audit audit, List<RepositoryName> listed) {
        Set<RepositoryName> known = new HashSet<>(listed);
        audit.repositories().forEach(state -> {
            known.add(state.repository());
            known.add(state.today());
            known.addAll(state.alsoListedAs());
        });
        return known;
    }

    private Sweep sweep(
            Set<RepositoryName> known, SecretProbe secretProbe, GitHubClient gitHub, AuditProgress progress) {
        String organization = settings.organization();
        try {
            List<RepositoryInfo> outside = gitHub.repositories(organization).stream()
                    .filter(repository -> !known.contains(repository.name()))
                    .toList();
            var states = each(outside, progress, repository -> swept(repository, secretProbe, gitHub));
            return new Sweep.Done(organization, List.copyOf(states.values()));
        } catch (GitHubException failure) {
            return new Sweep.SweepRefused(organization, secretProbe.unreadable(failure));
        }
    }

    private static RepositoryState swept(RepositoryInfo repository, SecretProbe secretProbe, GitHubClient gitHub) {
        return new RepositoryState(
                repository.name(),
                secretProbe.at(() -> gitHub.secrets(repository.name())),
                Optional.of(repository.archived()),
                Optional.empty());
    }

    private static <T, R> Map<T, R> each(List<T> things, AuditProgress progress, Function<T, R> look) {
        var done = new AtomicInteger();
        return Parallel.each(things, thing -> {
            R seen = look.apply(thing);
            progress.reached(done.incrementAndGet(), things.size());
            return seen;
        });
    }
}
