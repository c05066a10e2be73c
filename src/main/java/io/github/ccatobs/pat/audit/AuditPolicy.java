package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;
import java.util.Map;

/**
 * What an audit holds repositories to.
 *
 * @param settle how far GitHub's times may lie from ours, and lag behind
 * @param maxAge how long a secret may stay unwritten
 * @param accepted repositories that may be as they are
 */
public record AuditPolicy(Duration settle, Duration maxAge, Map<RepositoryName, Waiver> accepted) {

    /** Copies. */
    public AuditPolicy {
        accepted = Map.copyOf(accepted);
    }
}
