package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.token.TokenVersion;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rotation to resume, or the token version to begin one with. A state machine hands over the same event for every slice,
 * with the answer of the slice before: its rotation is resumed, so that one that another token has superseded
 * meanwhile is not begun again.
 *
 * @param stage the label of the token's version, when neither it nor {@code versionId} is there {@code AWSCURRENT}
 * @param versionId the token's version; counts more than {@code stage}
 * @param rotationId the rotation
 * @param startedBy who asks, for the record of a new one
 * @param continueOnError whether a new one skips repositories that cannot be written
 * @param slice what the slice before answered
 */
public record RotateEvent(
        @Nullable String stage,
        @Nullable String versionId,
        @Nullable String rotationId,
        @Nullable String startedBy,
        boolean continueOnError,
        @Nullable SliceEvent slice) {

    /**
     * Refuses a token in a place where one would be logged.
     *
     * @throws IllegalArgumentException when there is one
     */
    public RotateEvent {
        if (Stream.of(stage, versionId, rotationId, startedBy)
                .flatMap(Stream::ofNullable)
                .anyMatch(TokenRedactor::isNeeded)) {
            throw new IllegalArgumentException(
                    "the event contains what looks like a token: expected the stage or version that"
                            + " it has in Secrets Manager; revoke the token that was sent");
        }
    }

    /** The part of the previous slice's answer that is used. */
    public record SliceEvent(@Nullable String rotationId) {}

    /** The rotation to resume. */
    Optional<RotationId> rotation() {
        return Optional.ofNullable(rotationId)
                .or(() -> Optional.ofNullable(slice).map(SliceEvent::rotationId))
                .map(RotationId::new);
    }

    /** The version to begin with. */
    TokenVersion version() {
        return Optional.ofNullable(versionId)
                .<TokenVersion>map(TokenVersion.Numbered::new)
                .or(() -> Optional.ofNullable(stage).map(TokenVersion.Staged::new))
                .orElse(TokenVersion.CURRENT);
    }

    /** The caller. */
    String caller() {
        return Optional.ofNullable(startedBy).filter(name -> !name.isBlank()).orElse("the function rotate");
    }
}
