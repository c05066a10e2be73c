package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.SlicesContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Slices over the file, which is quick enough for as many as the limits of two hours hold up. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class EmbeddedSlicesTest extends SlicesContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path home;

    EmbeddedSlicesTest() {
        super(600, Duration.ofMinutes(3), 4);
    }

    @Override
    protected RotationStore empty() {
        var directory = new StateDirectory(home.resolve("state"));
        return new TableRotationStore(
                new StoreExecutor(EmbeddedTable.open(directory, InstantSource.system(), ConflictRetry.real())));
    }
}
