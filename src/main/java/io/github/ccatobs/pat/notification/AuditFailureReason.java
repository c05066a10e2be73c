package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenSourceException;

/** Why no audit could be made, in words for people that hold no secret. */
public final class AuditFailureReason {

    private AuditFailureReason() {}

    /** A failure that we did not foresee is told by its kind alone, since its message may hold anything. */
    public static String of(RuntimeException failure) {
        return switch (failure) {
            case GitHubException refused -> refused.why();
            case IllegalArgumentException wrong -> String.valueOf(wrong.getMessage());
            case TokenSourceException none -> String.valueOf(none.getMessage());
            case SecretUnavailableException closed -> String.valueOf(closed.getMessage());
            case RotationStore.StoreUnavailableException closed -> String.valueOf(closed.getMessage());
            default ->
                "a defect in ccat-pat, please report it: " + failure.getClass().getSimpleName();
        };
    }
}
