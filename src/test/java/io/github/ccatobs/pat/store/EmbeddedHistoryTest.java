package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditHistoryContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The history in a file. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedHistoryTest extends AuditHistoryContract {

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty.resolve("state");
    }

    @Override
    protected AuditHistory open() {
        return new TableAuditHistory(new StoreHandle(
                EmbeddedTable.open(new StateDirectory(directory), InstantSource.system(), ConflictRetry.real())));
    }
}
