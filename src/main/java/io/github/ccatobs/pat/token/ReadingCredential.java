package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.github.Credential;

/**
 * The credential that reads, and the token's current version in the vault, each read once.
 *
 * @param credential what GitHub is called with
 * @param token the current version
 */
public record ReadingCredential(Credential credential, CurrentToken token) {}
