package io.github.ccatobs.pat.domain;

/**
 * A vault gave no secret that could be used. The message says why and what to do, in our own words: it never holds what
 * the service returned or said, and there is no cause that could.
 */
public final class SecretUnavailableException extends FailureException {

    private static final long serialVersionUID = 1L;

    /** Says why, and what to do. */
    public SecretUnavailableException(String message) {
        super(new FailureKind.Unavailable(FailureKind.FailureSource.SECRET), message);
    }
}
