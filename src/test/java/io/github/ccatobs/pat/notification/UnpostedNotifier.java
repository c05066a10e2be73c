package io.github.ccatobs.pat.notification;

/**
 * A notifier that nothing may be posted through.
 *
 * @param verification what happens when it is verified
 */
public record UnpostedNotifier(Runnable verification) implements Notifier {

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void verify() {
        verification.run();
    }

    @Override
    public void post(Notification notification) {
        throw new AssertionError("nothing is to be posted");
    }

    @Override
    public void postTest(Notification notification) {
        throw new AssertionError("nothing is to be posted");
    }

    @Override
    public String preview(Notification notification) {
        return notification.kind();
    }
}
