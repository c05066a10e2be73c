package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProducerTest {

    @Test
    void nothingIsConfiguredUnlessSomebodyDoes() {
        StoreSettings settings = Settings.of(StoreSettings.class, Map.of());
        assertThat(settings.table()).isEmpty();
        assertThat(settings.path()).isEmpty();
    }

    @Test
    void readsItsSettings() {
        StoreSettings settings = Settings.of(
                StoreSettings.class, Map.of("ccat.pat.store.table", "rotations", "ccat.pat.store.path", "/srv/state"));
        assertThat(settings.table()).contains("rotations");
        assertThat(settings.path()).contains("/srv/state");
    }

    @Test
    void opensTheFileWithoutATable(@TempDir Path home) {
        Path directory = home.resolve("state");
        try (StoreExecutor handle = new StoreProducer(
                        Settings.of(StoreSettings.class, Map.of("ccat.pat.store.path", directory.toString())))
                .open()) {
            assertThat(new TableRotationStore(handle).newest(1)).isEmpty();
            assertThat(directory.resolve("store.mv")).isNotEmptyFile();
        }
    }

    @Test
    void remembersInMemoryAloneWhereThatWasAllowedAndNoDirectoryCanBeMade() {
        var told = new ArrayList<String>();
        var stores = new StoreProducer(Settings.of(StoreSettings.class, Map.of()));
        stores.allowMemory(told::add);
        try (StoreExecutor handle = stores.open(Map.of(), "?")) {
            assertThat(new TableAuditHistory(handle).newest(1)).isEmpty();
            assertThat(new TableRotationStore(handle).newest(1)).isEmpty();
        }
        assertThat(told).singleElement(STRING).contains("nothing is remembered", "no home directory");
    }

    @Test
    void neverForgetsUnaskedNorWhereSomebodyChoseAPlace(@TempDir Path home) throws Exception {
        var unasked = new StoreProducer(Settings.of(StoreSettings.class, Map.of()));
        assertThatThrownBy(() -> unasked.open(Map.of(), "?"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no home directory");

        Path file = Files.createFile(home.resolve("file"));
        var chosen = new StoreProducer(Settings.of(
                StoreSettings.class,
                Map.of("ccat.pat.store.path", file.resolve("state").toString())));
        chosen.allowMemory(told -> fail(told));
        assertThatThrownBy(chosen::open).isInstanceOf(StoreUnavailableException.class);
    }

    /** What opens the file is not packed for functions. */
    @Test
    void opensNoFileForAFunctionWithoutATable(@TempDir Path home) {
        var stores = new StoreProducer(Settings.of(StoreSettings.class, Map.of()));
        assertThatThrownBy(() -> stores.open(Map.of("AWS_LAMBDA_FUNCTION_NAME", "ccat-pat-audit"), home.toString()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("ccat.pat.store.table is not set");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aDamagedStoreIsNoReasonToForgetIt(@TempDir Path home) throws Exception {
        Path directory = Files.createDirectories(home.resolve(".local/state/ccat-pat"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("store.mv"), "not a store");
        var stores = new StoreProducer(Settings.of(StoreSettings.class, Map.of()));
        stores.allowMemory(told -> fail(told));
        assertThatThrownBy(() -> stores.open(Map.of(), home.toString())).isInstanceOf(StoreUnavailableException.class);
    }
}
