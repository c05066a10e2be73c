package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of inspecting the token in an audit.
 *
 * @param status the token
 * @param handedOut when the rotation began that handed it out: the token is at least as old
 * @param isCredential whether the audit read with the token itself
 * @param drift every way in which the vault's current version differs from the token that repositories should hold
 * @param isVaultKnown whether GitHub judged the vault's current version, or no vault is configured
 * @param gaps why the end is unknown, or a source of it was skipped; a sentence each, without a full stop
 * @param calls how many requests it took
 */
public record TokenInspection(
        TokenStatus status,
        Optional<Instant> handedOut,
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

    /** Of an audit that did not ask. */
    public static TokenInspection none() {
        return new TokenInspection(TokenStatus.unknown(), Optional.empty(), false, List.of(), false, List.of(), 0);
    }
}
