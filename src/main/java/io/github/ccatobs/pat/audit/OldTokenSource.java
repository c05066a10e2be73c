package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.Optional;

/** Tells whether the token before the current one can be revoked. */
@FunctionalInterface
public interface OldTokenSource {

    /**
     * Looks what is known of it now; what fails is {@link OldTokenState#NOT_TOLD}, and never the audit.
     *
     * @param openSince since when audits say that it can be revoked; empty when the last one did not
     */
    OldTokenStatus state(AuditRequest request, Optional<Instant> openSince);

    /** Whether the old token can be revoked. */
    enum OldTokenState {
        /** Nothing needs it any more, and GitHub accepts it. */
        CAN_BE_REVOKED,
        /** There is none, it is revoked already, or something still needs it. */
        NOTHING_TO_DO,
        /** It could not be told, or was not asked again. */
        NOT_TOLD
    }

    /**
     * Whether the old token can be revoked, and how many requests to GitHub it took to tell.
     *
     * @param state as far as it could be told
     * @param calls those that are known of
     */
    record OldTokenStatus(OldTokenState state, long calls) {

        /** Told without a request. */
        public static OldTokenStatus of(OldTokenState state) {
            return new OldTokenStatus(state, 0);
        }
    }
}
