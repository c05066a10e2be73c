package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.domain.Timestamps;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The end of a revocation. */
public sealed interface RevocationResult {

    /** GitHub rejects the token now. */
    record Revoked() implements RevocationResult {}

    /**
     * It is not known whether GitHub has revoked it; asking again later tells.
     *
     * @param reason why, without a full stop
     */
    record Unconfirmed(String reason) implements RevocationResult {}

    /**
     * GitHub did not revoke it, and a person must.
     *
     * @param reason why, without a full stop
     * @param page where its owner deletes it
     */
    record NotRevoked(String reason, String page) implements RevocationResult {}

    /** It was not sent: meanwhile it has become the current token, or it could not be told whether it has. */
    record NotSent(String reason) implements RevocationResult {}

    /** Nothing was sent for a rate limit, until {@code until}. */
    record Postponed(Instant until) implements RevocationResult {}

    /** In words, without a full stop. */
    default String sentence() {
        return switch (this) {
            case Revoked revoked -> "The old token is revoked: GitHub rejects it";
            case Unconfirmed(var reason) ->
                "It is not known whether GitHub has revoked the old token: " + reason + "; run this again to see";
            case NotRevoked(var reason, var page) ->
                "GitHub did not revoke the old token: " + reason + "; delete it on " + page;
            case NotSent(var reason) -> "Nothing was revoked: " + reason;
            case Postponed(var until) ->
                "Nothing was revoked: GitHub takes no further revocation before " + Timestamps.print(until);
        };
    }

    /** As in JSON: {@code not-revoked}. */
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The page on which a person ends it. */
    default Optional<String> link() {
        return this instanceof NotRevoked(var reason, var page) ? Optional.of(page) : Optional.empty();
    }
}
