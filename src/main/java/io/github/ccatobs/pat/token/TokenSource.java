package io.github.ccatobs.pat.token;

/** Where a token comes from. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Takes the token as it comes, less one line ending; whether it may be spread is for {@link TokenChecks} to say.
     *
     * @throws IllegalArgumentException when no token was given, or the source is not configured
     * @throws TokenSourceException when the source did not give one
     */
    ReceivedToken receive();
}
