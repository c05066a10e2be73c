package io.github.ccatobs.pat.token;

/** No credential is configured, or the one in the environment cannot be a token: nothing can be read. */
public final class MissingCredentialException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Says what to set; holds no part of a credential. */
    MissingCredentialException(String message) {
        super(message);
    }
}
