package io.github.ccatobs.pat.rotation;

import java.time.Instant;
import java.util.Optional;

/**
 * When GitHub says that a secret was written last.
 *
 * @param updatedAt by GitHub's clock; empty when there is no such secret
 */
record SecretTime(Optional<Instant> updatedAt) {

    static SecretTime of(Instant updatedAt) {
        return new SecretTime(Optional.of(updatedAt));
    }

    static SecretTime absent() {
        return new SecretTime(Optional.empty());
    }
}
