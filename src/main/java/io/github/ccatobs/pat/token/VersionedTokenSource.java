package io.github.ccatobs.pat.token;

/** A source that knows versions of the token, and may have another one by the time it is asked again. */
public interface VersionedTokenSource extends TokenSource {

    /**
     * Asks again, and says whether it would still give the version that {@code received} came from. A rotation whose
     * token has moved on meanwhile should not begin.
     *
     * @throws IllegalArgumentException when {@code received} has no version
     * @throws TokenSourceException when the source did not say
     */
    boolean confirm(ReceivedToken received);
}
