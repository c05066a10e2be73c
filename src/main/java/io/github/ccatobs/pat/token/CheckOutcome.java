package io.github.ccatobs.pat.token;

/** The outcome of one check. */
public record CheckOutcome(Check check, CheckResult result) {

    boolean isRefused() {
        return result instanceof CheckResult.Refuse;
    }
}
