package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of inspecting the token in an audit.
 *
 * @param status the token
 * @param handedOut when the rotation began that handed it out, else when the first audit that saw it began: the token is
 *     at least as old
 * @param credentialSince when the first audit that saw the credential began, where that is another one
 * @param isCredential whether the audit read with the token itself
 * @param drift every way in which the vault's current version differs from the token that repositories should hold
 * @param isVaultKnown whether GitHub judged the vault's current version, or no vault is configured
 * @param gaps why the end is unknown, or a source of it was skipped; a sentence each, without a full stop
 * @param calls how many requests it took
 */
public record TokenInspection(
        TokenStatus status,
        Optional<Instant> handedOut,
        Optional<Instant> credentialSince,
        boolean isCredential,
        List<Finding> drift,
        boolean isVaultKnown,
        List<String> gaps,
        long calls) {

    /** Copies. */
    public TokenInspection {
        drift = List.copyOf(drift);
        gaps = List.copyOf(gaps);
    }

    /** The same where nothing is known of the credential's age. */
    public TokenInspection(
            TokenStatus status,
            Optional<Instant> handedOut,
            boolean isCredential,
            List<Finding> drift,
            boolean isVaultKnown,
            List<String> gaps,
            long calls) {
        this(status, handedOut, Optional.empty(), isCredential, drift, isVaultKnown, gaps, calls);
    }

    /** The same, with what past audits tell of the ages. */
    TokenInspection seenSince(Optional<Instant> token, Optional<Instant> credential) {
        return new TokenInspection(
                status, handedOut.or(() -> token), credential, isCredential, drift, isVaultKnown, gaps, calls);
    }

    /** Of an audit that did not ask. */
    public static TokenInspection none() {
        return new TokenInspection(TokenStatus.unknown(), Optional.empty(), false, List.of(), false, List.of(), 0);
    }
}
