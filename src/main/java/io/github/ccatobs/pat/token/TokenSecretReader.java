package io.github.ccatobs.pat.token;

/** A place outside this machine that keeps the token, in versions. */
public interface TokenSecretReader {

    /**
     * Opens the vault at one version; sends nothing yet.
     *
     * @throws IllegalArgumentException when it is not configured which secret of the vault is the token
     */
    VersionedTokenSource at(TokenVersion version);
}
