package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.token.TokenVersion;
import java.util.Optional;

/** Headers of rotations in rare states. */
public final class TestHeaders {

    private TestHeaders() {}

    /** The same, begun with the version that Secrets Manager has as {@code label}. */
    public static RotationHeader begunWith(TokenVersion.Staged label, RotationHeader head) {
        return new RotationHeader(
                head.id(),
                head.state(),
                head.secret(),
                head.fingerprint(),
                head.tokenExpiry(),
                Optional.of("3b0d0f6e-0000-4000-8000-000000000001"),
                head.startedAt(),
                head.startedBy(),
                head.finishedAt(),
                head.waitUntil(),
                head.reason(),
                head.continueOnError(),
                head.plan(),
                head.gitHubStartedAt(),
                head.gitHubFinishedAt(),
                Optional.of(label),
                head.needsNewToken());
    }

    /** The same, whose token another owner holds. */
    public static RotationHeader withAnotherOwner(RotationHeader head) {
        return head.needingNewToken();
    }
}
