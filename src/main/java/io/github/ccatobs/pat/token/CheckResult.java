package io.github.ccatobs.pat.token;

/** The result of one check of a token, in words fit for a terminal, a log and a report: never any part of the token. */
public sealed interface CheckResult {

    /** The reason, without a full stop. */
    String reason();

    /** Nothing to do. */
    record Pass(String reason) implements CheckResult {}

    /** Would be a warning, but a setting accepts it; {@code reason} says which. */
    record Accepted(String reason) implements CheckResult {}

    /** GitHub has nothing harmless to ask that would show it. */
    record NotTried(String reason) implements CheckResult {}

    /**
     * Probably a mistake; accepted only with {@code --force}.
     *
     * @param nextAction what the operator should do, without a full stop
     */
    record Warn(String reason, String nextAction) implements CheckResult {}

    /**
     * Must not be spread; nothing overrules it.
     *
     * @param nextAction what the operator should do, without a full stop
     */
    record Refuse(String reason, String nextAction) implements CheckResult {}
}
