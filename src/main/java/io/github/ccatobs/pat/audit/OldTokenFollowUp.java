package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.Optional;

/** Follows, from audit to audit, the token before the current one until GitHub rejects it. */
@FunctionalInterface
public interface OldTokenFollowUp {

    /**
     * Looks whether anything still needs it and, where the settings ask for it, revokes it. A failure is {@link
     * OldTokenState.NotTold}, and never fails the audit.
     *
     * @param known what the last audit said, if that was that it can be revoked
     */
    OldTokenStatus follow(AuditRequest request, Optional<KnownRetirable> known);

    /**
     * Audits say that the old token can be revoked.
     *
     * @param since when the first of them said so
     * @param isRefused whether GitHub did not revoke it when it was asked to
     */
    record KnownRetirable(Instant since, boolean isRefused) {}

    /** The state of the old token. */
    sealed interface OldTokenState {

        /**
         * Nothing needs it, and GitHub still accepts it.
         *
         * @param before the rotation that handed out the token after it
         * @param refusal why GitHub did not revoke it, in a sentence without a full stop; empty when it was not asked to
         */
        record CanBeRevoked(String before, Optional<String> refusal) implements OldTokenState {}

        /**
         * A week after the rotation something still needs it, or it cannot be told.
         *
         * @param detail what, in words without a full stop
         */
        record StillNeeded(String detail) implements OldTokenState {}

        /**
         * GitHub rejects it.
         *
         * @param isRevokedHere whether it was revoked just now
         */
        record Rejected(boolean isRevokedHere) implements OldTokenState {}

        /** There is none, or something has needed it for less than a week. */
        record NothingToDo() implements OldTokenState {}

        /** It could not be told, or was not asked again. */
        record NotTold() implements OldTokenState {}
    }

    /**
     * The state of the old token, and how many requests to GitHub it took to tell.
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
