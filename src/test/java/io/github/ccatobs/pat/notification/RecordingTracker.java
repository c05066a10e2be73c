package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An issue that remembers what it was told, closed to everything until it is opened. */
final class RecordingTracker implements IssueTracker {

    private final List<String> told = new ArrayList<>();
    private final List<Notification> posted = new ArrayList<>();
    private boolean open;
    private boolean broken;

    void open() {
        open = true;
    }

    void startFailing() {
        broken = true;
    }

    void stopFailing() {
        broken = false;
    }

    /** What it was told since the last call. */
    List<String> read() {
        var read = List.copyOf(told);
        told.clear();
        return read;
    }

    /** Every notification that it has got. */
    List<Notification> posted() {
        return List.copyOf(posted);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String verify() {
        return "acme/ops";
    }

    @Override
    public void post(Notification notification) {
        tell(notification.kind());
        posted.add(notification);
    }

    @Override
    public void show(AuditResult audit) {
        tell("state " + audit.record().findings().size());
    }

    @Override
    public void showFailure(SecretName secret, String reason, Instant at) {
        tell("failure: " + reason);
    }

    private void tell(String what) {
        if (broken) {
            throw new Notifier.NotificationFailedException("the issue is broken");
        }
        told.add(what);
    }
}
