package io.github.ccatobs.pat.notification;

import java.util.ArrayList;
import java.util.List;

/** A notifier that remembers, and fails when a test says so. */
final class RecordingNotifier implements Notifier {

    private final List<Notification> posted = new ArrayList<>();
    private boolean open = true;
    private boolean broken;
    private Runnable meanwhile = () -> {};

    void close() {
        open = false;
    }

    void reopen() {
        open = true;
    }

    void startFailing() {
        broken = true;
    }

    void stopFailing() {
        broken = false;
    }

    /** Lets {@code something} happen while the next notification is posted. */
    void whilePosting(Runnable something) {
        meanwhile = something;
    }

    /** The messages posted since the last call. */
    List<Notification> read() {
        var read = List.copyOf(posted);
        posted.clear();
        return read;
    }

    /** The kinds of it. */
    List<String> kinds() {
        return read().stream().map(Notification::kind).toList();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void verify() {}

    @Override
    public void post(Notification notification) {
        var now = meanwhile;
        meanwhile = () -> {};
        now.run();
        if (broken) {
            throw new NotificationFailedException("the notifier is broken");
        }
        posted.add(notification);
    }

    @Override
    public void postTest(Notification notification) {
        throw new AssertionError("no audit and no rotation posts a test");
    }

    @Override
    public String preview(Notification notification) {
        return notification.kind();
    }
}
