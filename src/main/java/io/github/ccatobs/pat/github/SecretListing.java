package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The Actions secrets of one repository, all of them.
 *
 * @param updatedAt when each was last written, to the second, by GitHub's clock
 * @param moved whether GitHub redirected to answer, because the repository has another name today
 * @param answeredAt when GitHub answered, by its clock, as far as the answer says
 */
public record SecretListing(Map<SecretName, Instant> updatedAt, boolean moved, Optional<Instant> answeredAt) {

    /** Copies. */
    public SecretListing {
        updatedAt = Map.copyOf(updatedAt);
    }

    /** When the secret was last written; empty when the repository has no such secret. */
    public Optional<Instant> find(SecretName secret) {
        return Optional.ofNullable(updatedAt.get(secret));
    }
}
