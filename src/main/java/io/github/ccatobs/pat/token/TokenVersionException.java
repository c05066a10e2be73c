package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;

/**
 * A version of the token was not stored, or its label not moved. The message says why and what to do in our own words; it
 * never holds a secret or the words of the service, and there is no cause that could.
 */
public abstract sealed class TokenVersionException extends FailureException {

    private static final long serialVersionUID = 1L;

    private TokenVersionException(FailureKind kind, String message) {
        super(kind, message);
    }

    /** It was refused, and nothing was changed; repeating it does not help. */
    public static final class VersionRefusedException extends TokenVersionException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public VersionRefusedException(String message) {
            super(new FailureKind.Refused(FailureKind.FailureSource.SECRET), message);
        }
    }

    /** It is not known whether it was done; doing it again is harmless. */
    public static final class VersionUnconfirmedException extends TokenVersionException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public VersionUnconfirmedException(String message) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.SECRET), message);
        }
    }
}
