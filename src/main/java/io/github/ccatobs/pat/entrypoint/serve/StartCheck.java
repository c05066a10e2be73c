package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.TokenRedactor;
import java.util.Locale;

/**
 * One thing that the service needs, and whether it is there now.
 *
 * @param subject e.g. {@code graph}
 * @param detail a sentence, without anything secret
 */
public record StartCheck(String subject, StartCheckOutcome outcome, String detail) {

    /** Whether it is there. */
    public enum StartCheckOutcome {
        /** It is. */
        OK,
        /** It is not configured, and not needed. */
        OFF,
        /** A setting or a file is wrong, and stays so until a person changes it. */
        WRONG,
        /** It is unavailable now; that may pass. */
        UNAVAILABLE
    }

    /** Hides what looks like a token. */
    public StartCheck {
        detail = TokenRedactor.of(detail);
    }

    /** The line that people read. */
    @Override
    public String toString() {
        return outcome.name().toLowerCase(Locale.ROOT) + ": " + subject + ": " + detail;
    }
}
