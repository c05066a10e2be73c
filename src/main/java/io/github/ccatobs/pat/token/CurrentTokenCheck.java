package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import java.util.Optional;

/** Whether a token is the one handed out last. Pure, and never in the way: the same token again resumes. */
public final class CurrentTokenCheck {

    private CurrentTokenCheck() {}

    /** Compares with {@code current}, the token handed out last; empty when none is known. */
    public static CheckResult check(Fingerprint token, Optional<Fingerprint> current) {
        return new Pass(current.map(known ->
                        known.equals(token) ? "it is already the current token" : "it is not the current token")
                .orElse("no earlier token is recorded"));
    }
}
