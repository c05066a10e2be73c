package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.notice.ToldStore;
import io.github.ccatobs.pat.notice.ToldStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What people were told, in a file. */
class EmbeddedToldStoreTest extends ToldStoreContract {

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty.resolve("state");
    }

    @Override
    protected ToldStore open() {
        return new TableToldStore(
                EmbeddedTable.open(new StateDirectory(directory), InstantSource.system(), Patience.real()));
    }
}
