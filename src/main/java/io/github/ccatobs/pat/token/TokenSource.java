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

    /**
     * Whether the source would still give the version that {@code received} came from. A rotation whose token has moved
     * on meanwhile should not begin. A source without versions has no other one.
     *
     * @throws IllegalArgumentException when the source has versions and {@code received} has none
     * @throws TokenSourceException when the source did not say
     */
    default boolean confirm(ReceivedToken received) {
        return true;
    }
}
