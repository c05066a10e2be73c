package io.github.ccatobs.pat.notification;

/** Where people read notices. */
public interface Notifier {

    /** Whether one is configured; when not, nobody wants to be told. */
    boolean isOpen();

    /**
     * Posts {@code notification}. When it returns, people can read it.
     *
     * @throws NotificationFailedException when they may not be able to
     */
    void post(Notification notification);

    /**
     * Posts {@code notification} as {@link #post} does, marked as a test for those who read it.
     *
     * @throws NotificationFailedException when it may not have arrived
     */
    void postTest(Notification notification);

    /**
     * Checks that the settings say where to post; posts nothing.
     *
     * @throws IllegalArgumentException when what they say is no such place
     * @throws io.github.ccatobs.pat.domain.SecretUnavailableException when the vault does not say it
     * @throws NotificationFailedException when none is configured
     */
    void verify();

    /** What {@link #post} would send, as a JSON document; sends nothing. */
    String preview(Notification notification);

    /** A notice may not have reached the board. The message says what went wrong and what to do, and no secret. */
    final class NotificationFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says what went wrong and what to do. */
        public NotificationFailedException(String message) {
            super(message);
        }
    }
}
