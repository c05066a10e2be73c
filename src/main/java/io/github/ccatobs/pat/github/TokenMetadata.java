package io.github.ccatobs.pat.github;

import java.util.List;
import java.util.Optional;

/**
 * What GitHub's answers have told so far of the credential they answered.
 *
 * @param expiry when it ends
 * @param scopes the scopes of a classic token; empty for other kinds
 * @param quota what is left of the account's requests; empty when the server counts none
 */
public record TokenMetadata(TokenExpiry expiry, Optional<List<String>> scopes, Optional<RateLimitStatus> quota) {}
