package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.token.ReceivedToken;
import java.util.Optional;

/**
 * How messages name the current token: by its version in Secrets Manager, or by the command that prints it.
 *
 * @param source the name of what gave it
 * @param version its version there, where that has versions
 */
record CurrentTokenName(String source, Optional<String> version) {

    static CurrentTokenName of(ReceivedToken token) {
        return new CurrentTokenName(token.origin(), token.versionId());
    }

    /** A clause that says where it is. */
    String place() {
        return version.map(id -> "version " + id + " is current in the vault").orElse(source + " prints a token");
    }

    /** Says that it cannot be a token, for the reason {@code why}. */
    String unusable(String why) {
        String sentence = this + " is not a valid token: " + why;
        return version.isEmpty()
                ? sentence
                : sentence + "; if it is a JSON object, name the member that is the token with ccat.pat.token.json-key";
    }

    /** Stands for the token in a sentence. */
    @Override
    public String toString() {
        return version.map(id -> "version " + id + " in Secrets Manager").orElse("the token of " + source);
    }
}
