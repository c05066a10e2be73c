package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.notification.NotificationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Announced states in a file. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedNotificationStoreTest extends NotificationStoreContract {

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty.resolve("state");
    }

    @Override
    protected NotificationStore open() {
        return new TableNotificationStore(new StoreExecutor(
                EmbeddedTable.open(new StateDirectory(directory), InstantSource.system(), ConflictRetry.real())));
    }
}
