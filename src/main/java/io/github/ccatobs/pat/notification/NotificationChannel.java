package io.github.ccatobs.pat.notification;

/** Where people read notifications; what each was told is kept apart. */
public enum NotificationChannel {
    SLACK,
    /** One issue on GitHub. */
    ISSUE;

    /** Runs both, whatever becomes of the first; the first failure is the one to report. */
    static void each(Runnable first, Runnable second) {
        try {
            first.run();
        } catch (RuntimeException failure) {
            try {
                second.run();
            } catch (RuntimeException other) {
                failure.addSuppressed(other);
            }
            throw failure;
        }
        second.run();
    }
}
