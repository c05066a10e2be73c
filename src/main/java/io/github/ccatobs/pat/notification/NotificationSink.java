package io.github.ccatobs.pat.notification;

/** Takes notifications to where people read them. */
public interface NotificationSink {

    /** Whether it is configured; otherwise nothing is announced there. */
    boolean isOpen();

    /**
     * Posts {@code notification}. When it returns, people can read it.
     *
     * @throws Notifier.NotificationFailedException when they may not be able to
     */
    void post(Notification notification);
}
