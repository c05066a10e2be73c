package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Locale;
import java.util.Optional;

/**
 * The token itself, the value of the secret, as far as it is known without reading the secret.
 *
 * @param login the account it belongs to, if GitHub said
 * @param expiry when it ends; that it never does is a fact, and another one than that its end is unknown
 * @param knownFrom the source of {@code expiry}; empty exactly when that is unknown
 * @param fingerprint which token it is
 */
public record TokenStatus(
        Optional<String> login, TokenExpiry expiry, Optional<Source> knownFrom, Optional<Fingerprint> fingerprint) {

    /**
     * Checks that what is known has a source.
     *
     * @throws IllegalArgumentException when it has none, or nothing is known and it has one
     */
    public TokenStatus {
        if (expiry instanceof TokenExpiry.Unknown == knownFrom.isPresent()) {
            throw new IllegalArgumentException("the token's expiry is " + expiry + ", known from " + knownFrom);
        }
    }

    /** A token of which nothing is known. */
    public static TokenStatus unknown() {
        return new TokenStatus(Optional.empty(), new TokenExpiry.Unknown(), Optional.empty(), Optional.empty());
    }

    /** Whether it is unknown when the token ends. */
    public boolean isUnknown() {
        return knownFrom.isEmpty();
    }

    /** Where the end of the token is known from. */
    public enum Source {
        /** GitHub's answer to the current token of the vault: Secrets Manager, or the command that prints it. */
        VAULT,
        /** The rotation that handed the token out. */
        ROTATION,
        /** GitHub's answers to the credential that reads, which is the token. */
        CREDENTIAL;

        /** As in JSON: {@code vault}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads the text that {@link #toString} wrote.
         *
         * @throws IllegalArgumentException when it is another one
         */
        public static Source parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
