package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.graph.DependencyGraph;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The repositories as the last audit of a secret saw them. Of earlier audits only counts and findings are kept.
 *
 * @param auditedAt when that audit began
 * @param rows one for each repository, in order of work
 */
public record AuditedRepositories(SecretName secret, Instant auditedAt, List<AuditedRepository> rows) {

    /** Copies. */
    public AuditedRepositories {
        rows = List.copyOf(rows);
    }

    /**
     * One repository.
     *
     * @param accepted the exception that hides its findings
     * @param dependencies the repositories it depends on
     */
    public record AuditedRepository(
            RepositoryState state, Optional<Waiver> accepted, Set<RepositoryName> dependencies) {

        /** Copies. */
        public AuditedRepository {
            dependencies = Set.copyOf(dependencies);
        }

        /** Its name in the graph. */
        public RepositoryName name() {
            return state.repository();
        }
    }

    /** What {@code result} saw of the repositories of {@code graph}. */
    static AuditedRepositories of(AuditResult result, DependencyGraph graph) {
        return new AuditedRepositories(
                result.secret(),
                result.at(),
                result.seen().repositories().stream()
                        .map(state -> new AuditedRepository(
                                state,
                                Optional.ofNullable(result.accepted().get(state.repository())),
                                graph.dependenciesOf(state.repository())))
                        .toList());
    }
}
