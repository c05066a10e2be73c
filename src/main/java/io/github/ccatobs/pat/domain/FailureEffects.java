package io.github.ccatobs.pat.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one table of what a kind of failure means: to a command, to an HTTP request, and to a slice of a rotation.
 *
 * @param exitCode of the command
 * @param problem in the HTTP response; {@link ProblemKind#DEFECT} where no request can meet this kind
 * @param retryAfter when a request may succeed; empty also where {@link RotationEffect.WaitUntil} names the moment
 * @param rotation what the slice does
 */
public record FailureEffects(
        ExitCode exitCode, ProblemKind problem, Optional<Duration> retryAfter, RotationEffect rotation) {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration IN_A_MINUTE = Duration.ofMinutes(1);

    /** The step of a slice of a rotation after a failure. */
    public sealed interface RotationEffect {

        /** Another run owns the rotation: it stays as recorded. */
        record LeaveAsRecorded() implements RotationEffect {}

        /** The rotation waits. */
        record WaitUntil(Instant moment) implements RotationEffect {}

        /** The rotation waits a while. */
        record RetryLater() implements RotationEffect {}

        /** The rotation ends. */
        record GiveUp() implements RotationEffect {}

        /** Nothing can be recorded: the failure is passed on. */
        record PassOn() implements RotationEffect {}
    }

    private FailureEffects(ExitCode exitCode, ProblemKind problem, RotationEffect rotation) {
        this(exitCode, problem, Optional.empty(), rotation);
    }

    private FailureEffects(ExitCode exitCode, ProblemKind problem, Duration retryAfter, RotationEffect rotation) {
        this(exitCode, problem, Optional.of(retryAfter), rotation);
    }

    /** The meaning of {@code kind} to each caller. */
    public static FailureEffects of(FailureKind kind) {
        var giveUp = new RotationEffect.GiveUp();
        return switch (kind) {
            case FailureKind.CalledWrongly wrong ->
                new FailureEffects(ExitCode.USAGE, ProblemKind.NOT_CONFIGURED, giveUp);
            case FailureKind.Refused(var source) ->
                switch (source) {
                    case GITHUB -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.GITHUB_REFUSED, giveUp);
                    case SECRET -> new FailureEffects(ExitCode.REFUSED, ProblemKind.TOKEN_UNUSABLE, giveUp);
                    case SEALING, PREFLIGHT, STORE, JOB, NOTIFICATION ->
                        new FailureEffects(ExitCode.REFUSED, ProblemKind.DEFECT, giveUp);
                };
            case FailureKind.Busy busy ->
                new FailureEffects(
                        ExitCode.REFUSED, ProblemKind.ROTATION_RUNNING, new RotationEffect.LeaveAsRecorded());
            case FailureKind.LimitedUntil(var until) ->
                new FailureEffects(
                        ExitCode.UNKNOWN, ProblemKind.GITHUB_UNAVAILABLE, new RotationEffect.WaitUntil(until));
            case FailureKind.Unavailable(var source) -> unavailable(source);
            case FailureKind.Gone(var source) ->
                source == FailureKind.FailureSource.STORE
                        ? new FailureEffects(
                                ExitCode.REFUSED,
                                ProblemKind.STORE_UNAVAILABLE,
                                SOON,
                                new RotationEffect.LeaveAsRecorded())
                        : new FailureEffects(
                                ExitCode.UNKNOWN,
                                source == FailureKind.FailureSource.GITHUB
                                        ? ProblemKind.GITHUB_REFUSED
                                        : ProblemKind.DEFECT,
                                giveUp);
        };
    }

    private static FailureEffects unavailable(FailureKind.FailureSource source) {
        var later = new RotationEffect.RetryLater();
        var passOn = new RotationEffect.PassOn();
        return switch (source) {
            case GITHUB -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.GITHUB_UNAVAILABLE, IN_A_MINUTE, later);
            case SECRET -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.TOKEN_UNAVAILABLE, IN_A_MINUTE, later);
            case STORE -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.STORE_UNAVAILABLE, SOON, passOn);
            case JOB -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.BACKGROUND_UNAVAILABLE, IN_A_MINUTE, passOn);
            case SEALING, PREFLIGHT, NOTIFICATION -> new FailureEffects(ExitCode.UNKNOWN, ProblemKind.DEFECT, passOn);
        };
    }
}
