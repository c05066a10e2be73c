package io.github.ccatobs.pat.token;

/** What one check found. */
public record CheckOutcome(Check check, CheckResult result) {

    boolean isRefused() {
        return result instanceof CheckResult.Refuse;
    }
}
