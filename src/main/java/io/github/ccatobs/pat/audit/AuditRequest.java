package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request for an audit.
 *
 * @param graph where the graph is; it may refuse a wrong setting with an {@link IllegalArgumentException}, of which people are told
 * @param repositories the repositories of the graph that are asked for, in order of work
 * @param isWhole whether those are all: an audit of some is neither kept nor told
 * @param scope how far to look around
 * @param isAttended whether a command runs it, perhaps without a store; nothing is revoked then
 * @param budget how long to wait for limits
 * @param environment the variables that may hold a credential
 */
public record AuditRequest(
        SecretName secret,
        Supplier<GraphSource> graph,
        Function<DependencyGraph, List<RepositoryName>> repositories,
        boolean isWhole,
        AuditScope scope,
        boolean isAttended,
        TimeBudget budget,
        Function<String, Optional<String>> environment) {

    /**
     * How far an audit looks around.
     *
     * @param shadows whether to read secrets of the same name that shadow the repository's
     * @param sweep whether at the organisation's repositories that the graph does not list
     */
    public record AuditScope(boolean shadows, boolean sweep) {

        /** Not at all. */
        public static AuditScope narrow() {
            return new AuditScope(false, false);
        }
    }
}
