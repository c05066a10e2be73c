package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditNotifier;
import io.github.ccatobs.pat.rotation.RotationNotifier;
import java.time.Clock;
import java.util.List;

/** Notifications of audits for tests of other packages: what people get is remembered. */
public final class TestNotifications {

    private final RecordingNotifier board = new RecordingNotifier();
    private final AuditNotifications audits;

    /** Tells of the audits that {@code history} keeps. */
    public TestNotifications(AuditHistory history, Clock clock) {
        this.audits = new AuditNotifications(
                board,
                new RecordingTracker(),
                new InMemoryNotificationStore(),
                history,
                RotationNotifier.silent(),
                clock);
    }

    /** Announces audits in {@code slack} alone, as far as {@code store} does not know of it. */
    public static AuditNotifier in(Notifier slack, NotificationStore store, AuditHistory history, Clock clock) {
        return new AuditNotifications(slack, new RecordingTracker(), store, history, RotationNotifier.silent(), clock);
    }

    /** What audits tell. */
    public AuditNotifier notifier() {
        return audits;
    }

    /** The messages posted since the last call. */
    public List<Notification> posted() {
        return board.read();
    }
}
