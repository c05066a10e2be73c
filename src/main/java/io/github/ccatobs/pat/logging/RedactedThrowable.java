package io.github.ccatobs.pat.logging;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure for the log, without the secrets in its messages and those of its causes. */
@SuppressWarnings("OverrideThrowableToString") // it stands for another failure, whose class a trace names first
final class RedactedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;
    private final String shown;

    private RedactedThrowable(Throwable original, Set<Throwable> seen) {
        super(safeMessage(original));
        this.shown = LogText.safe(original.toString());
        setStackTrace(original.getStackTrace());
        var cause = original.getCause();
        if (cause != null && seen.add(cause)) {
            initCause(new RedactedThrowable(cause, seen));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (seen.add(suppressed)) {
                addSuppressed(new RedactedThrowable(suppressed, seen));
            }
        }
    }

    /** {@code original} itself when nothing in it needs to be hidden. */
    static Throwable of(Throwable original) {
        return isSafe(original, seen(original)) ? original : new RedactedThrowable(original, seen(original));
    }

    private static boolean isSafe(Throwable failure, Set<Throwable> seen) {
        String text = failure.toString();
        if (!LogText.safe(text).equals(text)) {
            return false;
        }
        var cause = failure.getCause();
        if (cause != null && seen.add(cause) && !isSafe(cause, seen)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (seen.add(suppressed) && !isSafe(suppressed, seen)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Throwable> seen(Throwable first) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(first);
        return seen;
    }

    private static @Nullable String safeMessage(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? null : LogText.safe(message);
    }

    @Override
    public String toString() {
        return shown;
    }
}
