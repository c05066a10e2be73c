package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/**
 * Our own last write of the secret to one repository: the memory that drift is judged against.
 *
 * @param repository where
 * @param fingerprint which token
 * @param rotation in which rotation
 * @param at when GitHub had accepted it, by our own clock
 * @param gitHubAt the same by GitHub's clock; unknown of writes that an older version recorded
 */
public record LedgerEntry(
        RepositoryName repository,
        Fingerprint fingerprint,
        RotationId rotation,
        Instant at,
        Optional<Instant> gitHubAt) {

    /** A write of which GitHub's time is unknown. */
    public LedgerEntry(RepositoryName repository, Fingerprint fingerprint, RotationId rotation, Instant at) {
        this(repository, fingerprint, rotation, at, Optional.empty());
    }
}
