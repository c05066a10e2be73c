package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretUnavailableException;

/** Signs for a GitHub App with its private key, which need not be on this machine. */
@FunctionalInterface
public interface JwtSigner {

    /**
     * The signature of {@code message} by RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3).
     *
     * @throws SecretUnavailableException when the key cannot be used now
     */
    byte[] sign(byte[] message);
}
