package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository of which an audit could tell nothing.
 *
 * @param reason why, for a person
 */
public record UnreadableRepository(RepositoryName repository, String reason) {

    static List<UnreadableRepository> in(Audit audit) {
        return audit.repositories().stream()
                .flatMap(state -> state.seen() instanceof Observation.Unreadable(var cause, var reason)
                        ? Stream.of(new UnreadableRepository(state.repository(), reason))
                        : Stream.empty())
                .toList();
    }
}
