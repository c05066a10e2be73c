package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.token.GrantReview;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an organisation grants the token, as GitHub told an audit that read as a GitHub App.
 *
 * @param state whether it is what the token needs
 * @param detail the same in words, without a full stop
 * @param lastUsed when the token was used last; empty when it was not, or GitHub does not say
 */
public record GrantStatus(GrantState state, String detail, Optional<Instant> lastUsed) {

    /** What {@code review} says of the token that is the value of {@code secret}. */
    public static GrantStatus of(GrantReview review, SecretName secret) {
        return switch (review) {
            case GrantReview.GrantsHidden(var why) ->
                unknown("GitHub does not say what is granted to " + secret + ": " + why);
            case GrantReview.GrantNotIdentified(var why) -> unknown("of " + secret + ", " + why);
            case GrantReview.GrantCompared compared ->
                new GrantStatus(
                        compared.isEnough() ? GrantState.GRANTED : GrantState.NOT_GRANTED,
                        compared.isEnough()
                                ? compared.organization() + " grants " + secret + " what it needs in "
                                        + Plurals.repositories(compared.reached())
                                : compared.shortfall(secret.toString()),
                        compared.grant().lastUsed());
        };
    }

    private static GrantStatus unknown(String detail) {
        return new GrantStatus(GrantState.UNKNOWN, detail, Optional.empty());
    }

    /** In words with the last use, without a full stop. */
    public String sentence() {
        return detail
                + lastUsed.map(at -> "; it was last used " + Timestamps.print(at))
                        .orElse("");
    }

    /** Whether a token has what it needs. */
    public enum GrantState {
        /** Every permission that it needs, in every repository of the graph that the organisation owns. */
        GRANTED,
        /** A permission or a repository is not granted. */
        NOT_GRANTED,
        /** GitHub does not say, or does not say which grant is the token's. */
        UNKNOWN;

        /** As in JSON: {@code not-granted}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Reads the text that {@link #toString} wrote.
         *
         * @throws IllegalArgumentException when it is another one
         */
        public static GrantState parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
