package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.CrashPoint;
import io.github.ccatobs.pat.rotation.ResumeContract;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rotations that die and go on over the file, between any two of its changes. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
class EmbeddedResumeTest extends ResumeContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path home;

    private int stores;

    EmbeddedResumeTest() {
        super(4);
    }

    @Override
    protected RotationStore empty() {
        stores++;
        return again();
    }

    @Override
    protected RotationStore again() {
        return new TableRotationStore(new StoreExecutor(table()));
    }

    @Override
    protected RotationStore mortal(RotationStore store, CrashPoint crashPoint) {
        store.close();
        return new TableRotationStore(new StoreExecutor(crashPoint.guard(Table.class, table(), "write")));
    }

    private EmbeddedTable table() {
        var directory = new StateDirectory(home.resolve("state-" + stores));
        return EmbeddedTable.open(directory, InstantSource.system(), ConflictRetry.real());
    }
}
