package io.github.ccatobs.pat.domain;

/** A place that keeps secrets by id, such as AWS Secrets Manager. */
public interface SecretReader {

    /**
     * Reads the current version of the secret called {@code id}, each time anew. It must be text; one line ending at
     * its end is not part of it.
     *
     * @throws SecretUnavailableException when the vault does not give it, or it is no text
     * @throws IllegalArgumentException when the settings do not say how to reach the vault, such as in which region
     */
    SecretValue read(String id);
}
