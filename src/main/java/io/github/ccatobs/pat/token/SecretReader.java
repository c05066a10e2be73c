package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;

/** Reads the token and other secrets, in versions, from a service outside this machine, e.g. AWS Secrets Manager. */
public interface SecretReader {

    /**
     * Reads the current version of the secret called {@code id}, each time anew. It must be text; one line ending at
     * its end is not part of it.
     *
     * @throws SecretUnavailableException when the secret cannot be read, or is not text
     * @throws IllegalArgumentException when the settings do not say how to reach the service, e.g. its region
     */
    SecretValue read(String id);

    /**
     * Opens the token's secret at one version; sends nothing yet.
     *
     * @throws IllegalArgumentException when it is not configured which secret is the token
     */
    TokenSource at(TokenVersion version);
}
