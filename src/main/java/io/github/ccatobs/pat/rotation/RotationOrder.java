package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.token.ReceivedToken;
import java.util.List;
import java.util.function.Function;

/**
 * A rotation as it is asked for, before its graph is read and its token received.
 *
 * @param secret the secret to write
 * @param graph where the graph is
 * @param selection the repositories of the graph that are asked for, in order of work
 * @param startedBy who asks
 * @param options how
 */
public record RotationOrder(
        SecretName secret,
        GraphSource graph,
        Function<DependencyGraph, List<RepositoryName>> selection,
        String startedBy,
        RotationOptions options) {

    RotationRequest request(ReceivedToken token, List<RepositoryName> repositories) {
        return new RotationRequest(secret, token, repositories, startedBy, options);
    }
}
