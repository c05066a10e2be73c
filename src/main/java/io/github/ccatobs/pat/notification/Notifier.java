package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;

/** Posts notifications to people, e.g. in Slack. */
public interface Notifier extends NotificationSink {

    /**
     * Posts {@code notification} as {@link #post} does, marked as a test for those who read it.
     *
     * @throws NotificationFailedException when it may not have arrived
     */
    void postTest(Notification notification);

    /**
     * Checks that the settings say where to post; posts nothing.
     *
     * @throws IllegalArgumentException when they do not name a valid webhook
     * @throws io.github.ccatobs.pat.domain.SecretUnavailableException when Secrets Manager does not return it
     * @throws NotificationFailedException when none is configured
     */
    void verify();

    /** The JSON document that {@link #post} would send; sends nothing. */
    String preview(Notification notification);

    /** A notification may not have been posted. The message says what went wrong and what to do, and no secret. */
    final class NotificationFailedException extends FailureException {
        private static final long serialVersionUID = 1L;

        /** Says what went wrong and what to do. */
        public NotificationFailedException(String message) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.NOTIFICATION), message);
        }
    }
}
