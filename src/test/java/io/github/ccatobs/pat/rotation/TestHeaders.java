package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.token.TokenVersion;
import java.util.Optional;

/** Headers of rotations in rare states. */
public final class TestHeaders {

    private TestHeaders() {}

    /** The same, begun with the version that Secrets Manager has as {@code label}. */
    public static RotationHeader begunWith(TokenVersion.Staged label, RotationHeader head) {
        return begunWith(Optional.of(label), head.secret(), head);
    }

    /** The same, begun with a version of Secrets Manager whose label nobody recorded. */
    public static RotationHeader begunWithoutLabel(RotationHeader head) {
        return begunWith(Optional.empty(), head.secret(), head);
    }

    /** The same of another secret of GitHub, begun with AWSPENDING. */
    public static RotationHeader ofSecret(SecretName secret, RotationHeader head) {
        return begunWith(Optional.of(TokenVersion.PENDING), secret, head);
    }

    private static RotationHeader begunWith(
            Optional<TokenVersion.Staged> label, SecretName secret, RotationHeader head) {
        return new RotationHeader(
                head.id(),
                head.state(),
                secret,
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
                label,
                head.needsNewToken());
    }

    /** The same, whose token another owner holds. */
    public static RotationHeader withAnotherOwner(RotationHeader head) {
        return head.needingNewToken();
    }
}
