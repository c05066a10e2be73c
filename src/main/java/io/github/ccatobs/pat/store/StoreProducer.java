package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens the store that the settings name: the table when they name one, else the file. */
@Singleton
public final class StoreProducer {

    private final StoreSettings settings;

    StoreProducer(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens the store. As a bean it is opened at its first use, not before, and closed when the application ends, so
     * that a command that needs none opens none.
     *
     * @throws RotationStore.StoreUnavailableException saying what is wrong and what to do
     */
    @Produces
    @ApplicationScoped
    public RotationStore open() {
        return settings.table()
                .<RotationStore>map(name -> new TableRotationStore(DynamoDbTable.open(name)))
                .orElseGet(() -> inDirectory(directory().path()));
    }

    /**
     * Opens the history of audits, which lies in the same place; like the store, not before its first use.
     *
     * @throws RotationStore.StoreUnavailableException saying what is wrong and what to do
     */
    @Produces
    @ApplicationScoped
    public AuditHistory history() {
        return new TableAuditHistory(table());
    }

    /**
     * Opens the announced states, which lie in the same place; like the store, not before its first use.
     *
     * @throws RotationStore.StoreUnavailableException saying what is wrong and what to do
     */
    @Produces
    @ApplicationScoped
    public NotificationStore notifications() {
        return new TableNotificationStore(table());
    }

    private Table table() {
        return settings.table()
                .<Table>map(DynamoDbTable::open)
                .orElseGet(() -> EmbeddedTable.open(directory(), InstantSource.system(), Backoff.real()));
    }

    /**
     * Opens a store of its own in {@code directory}, whatever the settings say.
     *
     * @throws RotationStore.StoreUnavailableException saying what is wrong and what to do
     */
    public static RotationStore inDirectory(Path directory) {
        var state = new StateDirectory(directory);
        var table = EmbeddedTable.open(state, InstantSource.system(), Backoff.real());
        return new TableRotationStore(table, LeaseLocks.in(state.real()));
    }

    void close(@Disposes RotationStore store) {
        store.close();
    }

    void close(@Disposes AuditHistory history) {
        history.close();
    }

    void close(@Disposes NotificationStore notifications) {
        notifications.close();
    }

    private StateDirectory directory() {
        return StateDirectory.locate(settings.path(), System.getenv(), System.getProperty("user.home"));
    }
}
