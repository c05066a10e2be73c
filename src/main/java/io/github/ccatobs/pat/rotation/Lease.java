package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;

/**
 * The right to rotate one secret, until it expires.
 *
 * @param secret the secret it is for
 * @param fence grows by one with each holder; the store refuses writes under a lower one than the last given out
 * @param holder who holds it, for the message that a second one gets
 * @param since when the holder took it
 * @param expiresAt when another may take it
 */
public record Lease(SecretName secret, long fence, String holder, Instant since, Instant expiresAt) {}
