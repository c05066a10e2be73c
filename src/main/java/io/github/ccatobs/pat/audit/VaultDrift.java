package io.github.ccatobs.pat.audit;

/**
 * The current version in the vault is not the token that repositories should hold.
 */
public sealed interface VaultDrift {

    /** Its name for a person. */
    String version();

    /** GitHub answers it with 401. */
    record TokenRejected(String version) implements VaultDrift {}

    /** The last rotation handed out another token. */
    record NotRotated(String version) implements VaultDrift {}
}
