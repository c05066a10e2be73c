package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Surroundings.Environments;
import io.github.ccatobs.pat.audit.Surroundings.Shadows;
import io.github.ccatobs.pat.audit.Surroundings.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.EnvironmentName;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Repository;
import io.github.ccatobs.pat.github.Together;
import io.github.ccatobs.pat.graph.GraphSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Looks around the repositories that were audited, at the pace GitHub allows. What it may not see leaves the audit as
 * complete as it was.
 */
@ApplicationScoped
public class Lookout {

    private final GraphSettings settings;

    Lookout(GraphSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds to {@code audit} what lies around it, as far as {@code scope} says.
     *
     * @param listed every repository of the graph, also when only some were audited
     * @throws GitHubException.CredentialRejected when the credential is rejected meanwhile
     */
    public Audit lookAround(Audit audit, List<RepositoryName> listed, Scope scope, GitHub gitHub, Progress progress) {
        var glance = new Glance(gitHub, audit.secret());
        Optional<Map<RepositoryName, Shadows>> shadows =
                scope.shadows() ? Optional.of(shadows(readable(audit), glance, gitHub, progress)) : Optional.empty();
        Optional<Sweep> sweep =
                scope.sweep() ? Optional.of(sweep(known(audit, listed), glance, gitHub, progress)) : Optional.empty();
        return audit.with(new Surroundings(shadows, sweep));
    }

    /** What could not be read itself is said to be so; what is around it is not asked for. */
    private static List<RepositoryName> readable(Audit audit) {
        return audit.repositories().stream()
                .filter(RepositoryState::isRead)
                .map(RepositoryState::repository)
                .toList();
    }

    private static Map<RepositoryName, Shadows> shadows(
            List<RepositoryName> repositories, Glance glance, GitHub gitHub, Progress progress) {
        return each(
                repositories,
                progress,
                repository -> new Shadows(
                        glance.at(() -> gitHub.organizationSecrets(repository)),
                        environments(repository, glance, gitHub)));
    }

    private static Environments environments(RepositoryName repository, Glance glance, GitHub gitHub) {
        try {
            Map<EnvironmentName, Observation> seen = new LinkedHashMap<>();
            for (EnvironmentName environment : gitHub.environments(repository)) {
                seen.put(environment, glance.at(() -> gitHub.environmentSecrets(repository, environment)));
            }
            return new Environments.Listed(seen);
        } catch (GitHubException failure) {
            return new Environments.Unlistable(glance.unreadable(failure));
        }
    }

    /** What the graph lists, by the names it uses and by today's. */
    private static Set<RepositoryName> known(Audit audit, List<RepositoryName> listed) {
        Set<RepositoryName> known = new HashSet<>(listed);
        audit.repositories().forEach(state -> {
            known.add(state.repository());
            known.add(state.today());
            known.addAll(state.alsoListedAs());
        });
        return known;
    }

    private Sweep sweep(Set<RepositoryName> known, Glance glance, GitHub gitHub, Progress progress) {
        String organization = settings.organization();
        try {
            List<Repository> outside = gitHub.repositories(organization).stream()
                    .filter(repository -> !known.contains(repository.name()))
                    .toList();
            var states = each(outside, progress, repository -> swept(repository, glance, gitHub));
            return new Sweep.Done(organization, List.copyOf(states.values()));
        } catch (GitHubException failure) {
            return new Sweep.Refused(organization, glance.unreadable(failure));
        }
    }

    private static RepositoryState swept(Repository repository, Glance glance, GitHub gitHub) {
        return new RepositoryState(
                repository.name(),
                glance.at(() -> gitHub.secrets(repository.name())),
                Optional.of(repository.archived()),
                Optional.empty());
    }

    private static <T, R> Map<T, R> each(List<T> things, Progress progress, Function<T, R> look) {
        var done = new AtomicInteger();
        return Together.each(things, thing -> {
            R seen = look.apply(thing);
            progress.reached(done.incrementAndGet(), things.size());
            return seen;
        });
    }
}
