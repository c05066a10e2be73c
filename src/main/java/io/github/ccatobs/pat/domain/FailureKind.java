package io.github.ccatobs.pat.domain;

import java.time.Instant;
import java.util.Optional;

/** The kinds of failure that callers tell apart; {@link FailureEffects} says what each means to them. */
public sealed interface FailureKind {

    /** Who failed or refused. */
    enum FailureSource {
        GITHUB,
        /** Secrets Manager, a prompt or a pipe that should give a token or another secret. */
        SECRET,
        SEALING,
        /** The check of the repositories before the first write. */
        PREFLIGHT,
        STORE,
        JOB,
        NOTIFICATION
    }

    /** An argument, a setting or a graph is wrong: Java's {@link IllegalArgumentException}. */
    record CalledWrongly() implements FailureKind {}

    /** It was understood and is not allowed or not acceptable; repeating it does not help. */
    record Refused(FailureSource source) implements FailureKind {}

    /** Another rotation of the same secret is running. */
    record Busy() implements FailureKind {}

    /** A rate limit; the call may be made again at {@code until}. */
    record LimitedUntil(Instant until) implements FailureKind {}

    /** It does not answer usefully; trying again later may help. */
    record Unavailable(FailureSource source) implements FailureKind {}

    /** It is not there, or not any more. */
    record Gone(FailureSource source) implements FailureKind {}

    /** The kind of {@code failure}; empty when it is a defect. */
    static Optional<FailureKind> of(Exception failure) {
        return switch (failure) {
            case IllegalArgumentException wrong -> Optional.of(new CalledWrongly());
            case FailureException foreseen -> Optional.of(foreseen.kind());
            default -> Optional.empty();
        };
    }
}
