package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.token.CheckResult.Refuse;
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

    /** Says that GitHub rejects it; {@code isOther} where the last rotation handed out another one. */
    String rejected(boolean isOther) {
        return place() + ", but GitHub rejects it: it is wrong, expired or revoked"
                + (isOther ? "; the last rotation handed out another" : "");
    }

    /** Says that it cannot be a token, as {@code refusal} says; {@code isMember} where it is a member of a JSON object. */
    String unusable(Refuse refusal, boolean isMember) {
        return place() + ", but it is no token: " + refusal.reason() + "; "
                + (version.isEmpty() || isMember
                        ? refusal.nextAction()
                        : "if it is a JSON object, name the member that is the token with ccat.pat.token.json-key");
    }

    /** Stands for the token in a sentence. */
    @Override
    public String toString() {
        return version.map(id -> "version " + id + " in Secrets Manager").orElse("the token of " + source);
    }
}
