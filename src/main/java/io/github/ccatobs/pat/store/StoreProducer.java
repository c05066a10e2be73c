package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.InMemoryStoreFallback;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.StateDirectory.NoStateDirectoryException;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens the store that the settings name: the table when they name one, else the file. It is opened once for all
 * stores of the application, when the first of them is used, and closed when the application ends; so a command that
 * needs no store opens none.
 */
@Singleton
public final class StoreProducer implements InMemoryStoreFallback {

    /** A file beside a function is gone with it, and seen by no other. */
    public static final String WITHOUT_TABLE =
            "ccat.pat.store.table is not set: a function keeps nothing on its own disk; set CCAT_PAT_STORE_TABLE to the DynamoDB table";

    private final StoreSettings settings;
    private volatile Optional<Consumer<String>> fallback = Optional.empty();

    StoreProducer(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens a store of rotations of its own in {@code directory}, whatever the settings say.
     *
     * @throws StoreUnavailableException saying what is wrong and what to do
     */
    public static RotationStore inDirectory(Path directory) {
        return new TableRotationStore(open(new StateDirectory(directory)));
    }

    @Override
    public void allowMemory(Consumer<String> told) {
        fallback = Optional.of(told);
    }

    @Produces
    @Singleton
    StoreExecutor open() {
        return open(System.getenv(), System.getProperty("user.home"));
    }

    StoreExecutor open(Map<String, String> environment, String home) {
        var table = settings.table();
        if (table.isEmpty() && environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
            throw new StoreUnavailableException(WITHOUT_TABLE);
        }
        try {
            return table.map(name -> new StoreExecutor(DynamoDbTable.open(name)))
                    .orElseGet(() -> open(StateDirectory.locate(settings.path(), environment, home)));
        } catch (NoStateDirectoryException e) {
            var told = fallback.filter(it -> settings.path().isEmpty()).orElseThrow(() -> e);
            told.accept(
                    "nothing is remembered from earlier audits and rotations, nor kept for the next, so \"stale\" and"
                            + " \"overwritten\" are not known, and what is open is told each time: " + e.getMessage());
            return new StoreExecutor(EmbeddedTable.inMemory(InstantSource.system()));
        }
    }

    private static StoreExecutor open(StateDirectory directory) {
        var table = EmbeddedTable.open(directory, InstantSource.system(), ConflictRetry.real());
        return new StoreExecutor(table, LeaseLocks.in(directory.real()));
    }

    void close(@Disposes StoreExecutor executor) {
        executor.close();
    }

    @Produces
    @ApplicationScoped
    RotationStore rotations(StoreExecutor executor) {
        return new TableRotationStore(executor);
    }

    @Produces
    @ApplicationScoped
    AuditHistory audits(StoreExecutor executor) {
        return new TableAuditHistory(executor);
    }

    @Produces
    @ApplicationScoped
    LifetimeLimitStore lifetimes(StoreExecutor executor) {
        return new TableLifetimeLimitStore(executor);
    }

    @Produces
    @ApplicationScoped
    NotificationStore notifications(StoreExecutor executor) {
        return new TableNotificationStore(executor);
    }
}
