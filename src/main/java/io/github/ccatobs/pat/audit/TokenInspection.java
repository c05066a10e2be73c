package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.token.GrantReview;
import io.github.ccatobs.pat.token.GrantReview.GrantCompared;
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
 * @param drift every way in which the vault's current token differs from the token that repositories should hold
 * @param isVaultKnown whether GitHub judged the vault's current token, or no vault is configured
 * @param gaps why the end is unknown, or a source of it was skipped; a sentence each, without a full stop
 * @param grant what an organisation granted it; empty where no GitHub App reads, or it is not a fine-grained token that GitHub
 *     takes
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
        Optional<GrantReview> grant,
        long calls) {

    /** Copies. */
    public TokenInspection {
        drift = List.copyOf(drift);
        gaps = List.copyOf(gaps);
    }

    /** The same where nothing is known of the credential's age and of the token's grant. */
    public TokenInspection(
            TokenStatus status,
            Optional<Instant> handedOut,
            boolean isCredential,
            List<Finding> drift,
            boolean isVaultKnown,
            List<String> gaps,
            long calls) {
        this(status, handedOut, Optional.empty(), isCredential, drift, isVaultKnown, gaps, Optional.empty(), calls);
    }

    /** The same, with what past audits tell of the ages. */
    TokenInspection seenSince(Optional<Instant> token, Optional<Instant> credential) {
        return new TokenInspection(
                status, handedOut.or(() -> token), credential, isCredential, drift, isVaultKnown, gaps, grant, calls);
    }

    /** The same, with what an organisation granted it, which took {@code more} requests. */
    TokenInspection granted(GrantReview review, long more) {
        return new TokenInspection(
                status,
                handedOut,
                credentialSince,
                isCredential,
                drift,
                isVaultKnown,
                gaps,
                Optional.of(review),
                calls + more);
    }

    /** The grant, where it is known which is the token's. */
    public Optional<GrantCompared> compared() {
        return grant.flatMap(review -> review instanceof GrantCompared known ? Optional.of(known) : Optional.empty());
    }

    /** The grant in words, as it is kept. */
    public Optional<GrantStatus> grantStatus(SecretName secret) {
        return grant.map(review -> GrantStatus.of(review, secret));
    }

    /** The needs that are not granted, as on GitHub's page; empty also where the grant is not known. */
    public List<String> lacking() {
        return compared().map(GrantCompared::lacking).orElse(List.of());
    }

    /** The repositories that the token is not for; empty also where the grant is not known. */
    public List<RepositoryName> missed() {
        return compared().map(GrantCompared::missed).orElse(List.of());
    }

    /** The {@link #gaps} of the token of {@code secret}, a sentence each, without a full stop. */
    public List<String> notes(SecretName secret) {
        return status.isUnknown() && !gaps.isEmpty()
                ? List.of("It is unknown when " + secret + " expires: " + String.join("; ", gaps))
                : gaps;
    }

    /** Of an audit that did not ask. */
    public static TokenInspection none() {
        return new TokenInspection(TokenStatus.unknown(), Optional.empty(), false, List.of(), false, List.of(), 0);
    }
}
