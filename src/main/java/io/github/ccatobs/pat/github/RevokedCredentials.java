package io.github.ccatobs.pat.github;

import java.util.List;

/**
 * The body of a revocation: credentials in the clear, for the moment of sending.
 *
 * @param credentials never printed
 */
record RevokedCredentials(List<String> credentials) {

    /** Copies. */
    RevokedCredentials {
        credentials = List.copyOf(credentials);
    }

    @Override
    public String toString() {
        return "RevokedCredentials[" + credentials.size() + "]";
    }
}
