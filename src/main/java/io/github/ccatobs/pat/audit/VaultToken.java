package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Optional;

/** The token's current version in the vault, and GitHub's answer to it. */
sealed interface VaultToken {

    /** No vault is configured. */
    record NoVault() implements VaultToken {}

    /** The vault gave no token, for the reason {@code why}. */
    record ReadFailed(String why) implements VaultToken {}

    /** The vault gave a token. */
    sealed interface Read extends VaultToken {

        /** The version's name for a person. */
        String version();

        /** Which token it is. */
        Fingerprint fingerprint();
    }

    /** GitHub takes it. */
    record Valid(String version, Fingerprint fingerprint, Optional<String> login, TokenExpiry expiry) implements Read {}

    /** GitHub answers 401. */
    record RejectedByGitHub(String version, Fingerprint fingerprint) implements Read {}

    /** GitHub did not say whether it takes it, for the reason {@code why}. */
    record Unanswered(String version, Fingerprint fingerprint, String why) implements Read {}
}
