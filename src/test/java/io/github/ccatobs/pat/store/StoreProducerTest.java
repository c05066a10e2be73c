package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import java.nio.file.Path;
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
        try (StoreHandle handle = new StoreProducer(
                        Settings.of(StoreSettings.class, Map.of("ccat.pat.store.path", directory.toString())))
                .open()) {
            assertThat(new TableRotationStore(handle).newest(1)).isEmpty();
            assertThat(directory.resolve("store.mv")).isNotEmptyFile();
        }
    }
}
