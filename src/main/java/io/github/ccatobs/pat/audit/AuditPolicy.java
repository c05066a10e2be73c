package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;
import java.util.Map;

/**
 * The policy of an audit.
 *
 * @param settle how far GitHub's times may differ from the recorded ones, and lag behind
 * @param maxAge how long a secret may stay unwritten
 * @param accepted repositories that may be as they are
 */
public record AuditPolicy(Duration settle, Duration maxAge, Map<RepositoryName, Waiver> accepted) {

    /** Copies. */
    public AuditPolicy {
        accepted = Map.copyOf(accepted);
    }
}
