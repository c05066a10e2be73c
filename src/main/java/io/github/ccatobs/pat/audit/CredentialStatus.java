package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Optional;

/**
 * The credential that an audit read with, which need not be the token.
 *
 * @param login the account it belongs to, if GitHub said
 * @param expiry when it ends
 * @param source its name in messages, e.g. {@code GITHUB_TOKEN}; empty in audits that an older version kept
 */
public record CredentialStatus(Optional<String> login, TokenExpiry expiry, Optional<String> source) {

    /** A credential of which an audit kept no more than {@code expiry}. */
    public static CredentialStatus of(TokenExpiry expiry) {
        return new CredentialStatus(Optional.empty(), expiry, Optional.empty());
    }
}
