package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;

/**
 * A source gave no token that could be used. The message says why and what to do in our own words; it never holds what
 * the source gave or said, and there is no cause that could.
 */
public abstract sealed class TokenSourceException extends FailureException {

    private static final long serialVersionUID = 1L;

    private TokenSourceException(FailureKind kind, String message) {
        super(kind, message);
    }

    /** The source could not be asked or would not say: nothing is known of the token. */
    public static sealed class TokenSourceUnavailableException extends TokenSourceException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public TokenSourceUnavailableException(String message) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.SECRET), message);
        }
    }

    /** The source answered that it has no such token: no secret of that name, or no version with that label. */
    public static final class TokenNotFoundException extends TokenSourceUnavailableException {
        private static final long serialVersionUID = 1L;

        /** Says what is not there, and what to do. */
        public TokenNotFoundException(String message) {
            super(message);
        }
    }

    /** The source returned something that is not a token. */
    public static final class UnusableTokenException extends TokenSourceException {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong, and what to do. */
        public UnusableTokenException(String message) {
            super(new FailureKind.Refused(FailureKind.FailureSource.SECRET), message);
        }
    }
}
