package io.github.ccatobs.pat.audit;

/** Tells whether the token before the current one can be revoked. */
@FunctionalInterface
public interface OldTokenSource {

    /** What is known of it now; what fails is {@link OldTokenState#NOT_TOLD}, and never the audit. */
    OldTokenState state(AuditRequest request);

    /** Whether the old token can be revoked. */
    enum OldTokenState {
        /** Nothing needs it any more, and GitHub accepts it. */
        CAN_BE_REVOKED,
        /** There is none, it is revoked already, or something still needs it. */
        NOTHING_TO_DO,
        /** It could not be told. */
        NOT_TOLD
    }
}
