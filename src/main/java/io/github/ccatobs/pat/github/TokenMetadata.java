package io.github.ccatobs.pat.github;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The metadata of a credential, as known from GitHub's answers so far.
 *
 * @param expiry when it ends
 * @param scopes the scopes of a classic token; empty for other kinds
 * @param quota what is left of the account's requests; empty when the server counts none
 * @param maximumDays the longest life in days that an owner allows tokens; empty unless GitHub refused this one for that
 */
public record TokenMetadata(
        TokenExpiry expiry, Optional<List<String>> scopes, Optional<RateLimitStatus> quota, OptionalInt maximumDays) {}
