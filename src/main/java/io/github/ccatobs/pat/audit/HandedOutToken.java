package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;

/**
 * A token that a rotation from here wrote to repositories.
 *
 * @param fingerprint which token
 * @param expiry when it ends, as GitHub said at that time
 * @param since when its rotation began
 */
public record HandedOutToken(Fingerprint fingerprint, TokenExpiry expiry, Instant since) {}
