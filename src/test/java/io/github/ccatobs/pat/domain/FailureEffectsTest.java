package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.FailureEffects.RotationEffect;
import io.github.ccatobs.pat.domain.FailureKind.FailureSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureEffectsTest {

    private static final Instant UNTIL = Instant.parse("2026-11-25T12:00:00Z");

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new FailureKind.CalledWrongly(), 2, 500, 0, new RotationEffect.GiveUp()),
                Arguments.of(new FailureKind.Refused(FailureSource.GITHUB), 5, 500, 0, new RotationEffect.GiveUp()),
                Arguments.of(new FailureKind.Refused(FailureSource.SECRET), 4, 422, 0, new RotationEffect.GiveUp()),
                Arguments.of(new FailureKind.Refused(FailureSource.SEALING), 4, 500, 0, new RotationEffect.GiveUp()),
                Arguments.of(new FailureKind.Refused(FailureSource.PREFLIGHT), 4, 500, 0, new RotationEffect.GiveUp()),
                Arguments.of(new FailureKind.Busy(), 4, 409, 0, new RotationEffect.LeaveAsRecorded()),
                Arguments.of(new FailureKind.LimitedUntil(UNTIL), 5, 503, 0, new RotationEffect.WaitUntil(UNTIL)),
                Arguments.of(
                        new FailureKind.Unavailable(FailureSource.GITHUB), 5, 503, 60, new RotationEffect.RetryLater()),
                Arguments.of(
                        new FailureKind.Unavailable(FailureSource.SECRET), 5, 503, 60, new RotationEffect.RetryLater()),
                Arguments.of(new FailureKind.Unavailable(FailureSource.STORE), 5, 503, 10, new RotationEffect.PassOn()),
                Arguments.of(new FailureKind.Unavailable(FailureSource.JOB), 5, 503, 60, new RotationEffect.PassOn()),
                Arguments.of(
                        new FailureKind.Unavailable(FailureSource.NOTIFICATION),
                        5,
                        500,
                        0,
                        new RotationEffect.PassOn()),
                Arguments.of(
                        new FailureKind.Gone(FailureSource.STORE), 4, 503, 10, new RotationEffect.LeaveAsRecorded()),
                Arguments.of(new FailureKind.Gone(FailureSource.GITHUB), 5, 500, 0, new RotationEffect.GiveUp()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysWhatEachKindMeans(FailureKind kind, int exitCode, int status, int retryAfter, RotationEffect rotation) {
        var effects = FailureEffects.of(kind);

        assertThat(effects.exitCode().code()).isEqualTo(exitCode);
        assertThat(effects.problem().status()).isEqualTo(status);
        assertThat(effects.retryAfter().orElse(Duration.ZERO)).isEqualTo(Duration.ofSeconds(retryAfter));
        assertThat(effects.rotation()).isEqualTo(rotation);
    }

    @Test
    void knowsAMistakeOfTheCallerAndADefectApart() {
        assertThat(FailureKind.of(new IllegalArgumentException("x"))).contains(new FailureKind.CalledWrongly());
        assertThat(FailureKind.of(new SecretUnavailableException("x")))
                .contains(new FailureKind.Unavailable(FailureSource.SECRET));
        assertThat(FailureKind.of(new IllegalStateException("x"))).isEqualTo(Optional.empty());
    }
}
