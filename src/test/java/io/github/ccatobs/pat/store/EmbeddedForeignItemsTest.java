package io.github.ccatobs.pat.store;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Items in a file that are not ours. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedForeignItemsTest extends ForeignItemsContract {

    private final Path home;

    EmbeddedForeignItemsTest(@TempDir Path home) {
        this.home = home;
    }

    @Override
    protected Table open() {
        return EmbeddedTable.open(
                new StateDirectory(home.resolve("state")), InstantSource.system(), ConflictRetry.real());
    }
}
