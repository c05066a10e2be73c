package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirableToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the old token is still needed.
 *
 * @param secret the secret whose old token it is
 * @param current the token that was handed out last, where that is known
 * @param old the token that may go; empty when none is known
 * @param login the account of the old token, where GitHub said
 * @param expiry when the old token ends
 * @param verdict what the parts say together
 * @param outcomes the parts that were looked at, in order
 * @param token what can be revoked; only where the verdict is {@link RetirementStatus#SAFE} and the token itself was given
 * @param calls how many requests to GitHub it took
 */
public record RetirementReport(
        SecretName secret,
        Optional<Fingerprint> current,
        Optional<Fingerprint> old,
        Optional<String> login,
        TokenExpiry expiry,
        RetirementStatus verdict,
        List<GateOutcome> outcomes,
        Optional<RetirableToken> token,
        long calls) {

    /** Copies. */
    public RetirementReport {
        outcomes = List.copyOf(outcomes);
    }

    /** All that needs the old token, in order. */
    public List<RetirementObstacle> obstacles() {
        return outcomes.stream()
                .flatMap(outcome ->
                        outcome.result() instanceof GateResult.Obstructed(var found) ? found.stream() : Stream.empty())
                .toList();
    }

    /** All that could not be told, a sentence each, without a full stop. */
    public List<String> unknown() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.result() instanceof GateResult.Undecided(var reason)
                        ? Stream.of(reason)
                        : Stream.empty())
                .toList();
    }

    /** The answer of all parts of the gate together. */
    public enum RetirementStatus {
        /** Nothing needs the old token: it can be revoked. */
        SAFE,
        /** GitHub rejects the old token: it was revoked, or has expired. */
        RETIRED,
        /** Something still needs it. */
        NOT_YET,
        /** Something could not be told. */
        UNKNOWN,
        /** The token is the current one, or there is none to retire. */
        REFUSED;

        /** The verdict of {@code outcomes}; {@code isRejected} where GitHub rejects the old token. */
        static RetirementStatus of(List<GateOutcome> outcomes, boolean isRejected) {
            var results = outcomes.stream().map(GateOutcome::result).toList();
            if (results.stream().anyMatch(GateResult.NotRetirable.class::isInstance)) {
                return REFUSED;
            }
            if (isRejected) {
                return RETIRED;
            }
            // A known need is in the way, even where something else could not be told.
            if (results.stream().anyMatch(GateResult.Obstructed.class::isInstance)) {
                return NOT_YET;
            }
            return results.stream().anyMatch(GateResult.Undecided.class::isInstance) ? UNKNOWN : SAFE;
        }

        /** The verdict where only the store was asked; {@code isOlder} when it knows an earlier token. */
        static RetirementStatus known(List<GateOutcome> outcomes, boolean isOlder) {
            var results = outcomes.stream().map(GateOutcome::result).toList();
            if (results.stream().anyMatch(GateResult.NotRetirable.class::isInstance)) {
                return REFUSED;
            }
            return results.stream().anyMatch(GateResult.Obstructed.class::isInstance)
                    ? NOT_YET
                    : isOlder ? UNKNOWN : REFUSED;
        }

        /** As in JSON: {@code not-yet}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
