package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.token.TokenVersion;
import java.util.Optional;

/** Headers of rotations in rare states. */
public final class TestHeaders {

    private TestHeaders() {}

    /** The same, begun with the version that Secrets Manager has as {@code label}. */
    public static RotationHeader begunWith(TokenVersion.Staged label, RotationHeader head) {
        return copy(head, head.secret(), Optional.of("3b0d0f6e-0000-4000-8000-000000000001"), Optional.of(label));
    }

    /** The same, which writes {@code secret}. */
    public static RotationHeader writing(SecretName secret, RotationHeader head) {
        return copy(head, secret, head.versionId(), head.stage());
    }

    private static RotationHeader copy(
            RotationHeader head, SecretName secret, Optional<String> version, Optional<TokenVersion.Staged> label) {
        return new RotationHeader(
                head.id(),
                head.state(),
                secret,
                head.fingerprint(),
                head.tokenExpiry(),
                version,
                head.startedAt(),
                head.startedBy(),
                head.finishedAt(),
                head.waitUntil(),
                head.reason(),
                head.continueOnError(),
                head.plan(),
                head.gitHubStartedAt(),
                head.gitHubFinishedAt(),
                label,
                head.needsNewToken());
    }

    /** The same, as {@link RotationHistory} has it once its run was killed. */
    public static RotationHeader interrupted(RotationHeader head) {
        return head.interrupted(RotationState.STOPPED, "interrupted: its run ended before it was finished");
    }

    /** The same, whose token another owner holds. */
    public static RotationHeader withAnotherOwner(RotationHeader head) {
        return head.needingNewToken();
    }
}
