package io.github.ccatobs.pat.notice;

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
public record Unread(RepositoryName repository, String reason) {

    static List<Unread> in(Audit audit) {
        return audit.repositories().stream()
                .flatMap(state -> state.seen() instanceof Observation.Unreadable(var cause, var reason)
                        ? Stream.of(new Unread(state.repository(), reason))
                        : Stream.empty())
                .toList();
    }
}
