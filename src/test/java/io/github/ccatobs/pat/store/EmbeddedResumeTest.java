package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.rotation.CrashPoint;
import io.github.ccatobs.pat.rotation.ResumeContract;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rotations that die and go on over the file, between any two of its changes. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class EmbeddedResumeTest extends ResumeContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path home;

    private final AtomicInteger stores = new AtomicInteger();
    private final ThreadLocal<Integer> store = ThreadLocal.withInitial(() -> 0);

    EmbeddedResumeTest() {
        super(4);
    }

    @Override
    protected RotationStore empty() {
        store.set(stores.incrementAndGet());
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
        var directory = new StateDirectory(home.resolve("state-" + store.get()));
        return EmbeddedTable.open(directory, InstantSource.system(), ConflictRetry.real());
    }
}
