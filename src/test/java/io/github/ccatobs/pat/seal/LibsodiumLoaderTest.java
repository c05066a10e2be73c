package io.github.ccatobs.pat.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.goterl.lazysodium.SodiumJava;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which libsodium is loaded: the bundled one, and where that cannot be, the system's, with a word in the log. */
@Isolated("it looks at a system property that is set while a library is loaded")
class LibsodiumLoaderTest {

    @Test
    void loadsTheBundledLibraryOnThisMachine() {
        try (var log = new RecordedLog()) {
            assertThat(LibsodiumLoader.load(LibsodiumLoader::bundled, LibsodiumLoaderTest::never))
                    .isNotNull();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void isUnpackedWholeAndGoneAfterwards() throws IOException {
        var file = LibsodiumLoader.unpacked(path -> {
            assertThat(path).isRegularFile().hasFileName(path.getFileName().toString());
            assertThat(path.getFileName().toString()).startsWith("libsodium.");
            assertThat(path.toFile().length()).isGreaterThan(300_000);
            return path;
        });

        assertThat(file).doesNotExist();
        assertThat(file.getParent()).doesNotExist();
        assertThat(System.getProperty("jna.tmpdir")).isNull();
    }

    /** The first bytes of each name the machine that the library was built for. */
    @ParameterizedTest
    @CsvSource({
        "linux64/libsodium.so, 7f454c460201, 18, 3e00",
        "arm64/libsodium.so, 7f454c460201, 18, b700",
        "armv6/libsodium.so, 7f454c460101, 18, 2800",
        "mac/libsodium.dylib, cffaedfe, 4, 07000001",
        "mac_arm/libsodium.dylib, cffaedfe, 4, 0c000001",
        "windows64/libsodium.dll, 4d5a, -1, ''"
    })
    void comesWithALibraryForEachPlatform(String resource, String magic, int offset, String machine)
            throws IOException {
        try (var library = LibsodiumLoader.open(resource)) {
            String header = HexFormat.of().formatHex(library.readNBytes(64));

            assertThat(header).startsWith(magic);
            assertThat(offset < 0 ? "" : header.substring(2 * offset)).startsWith(machine);
        }
    }

    @Test
    void saysThatTheSystemsLibraryIsUsedAndWhy() {
        var systems = LibsodiumLoader.bundled();
        try (var log = new RecordedLog()) {
            var loaded = LibsodiumLoader.load(
                    () -> {
                        throw new IllegalStateException(
                                "outer", new UnsatisfiedLinkError("no execute permission\n/usr/lib: no"));
                    },
                    () -> systems);

            assertThat(loaded).isSameAs(systems);
            assertThat(log.lines())
                    .containsExactly("INFO libsodium of the system is used, since the bundled one cannot be loaded: "
                            + "no execute permission");
        }
    }

    @Test
    void keepsBothReasonsWhenNeitherLoads() {
        var unfit = new IllegalStateException("noexec");

        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> LibsodiumLoader.load(
                        () -> {
                            throw unfit;
                        },
                        () -> {
                            throw new UnsatisfiedLinkError("no sodium");
                        }))
                .satisfies(missing -> assertThat(missing.getSuppressed()).containsExactly(unfit));
    }

    private static SodiumJava never() {
        throw new AssertionError("the system's libsodium must not be asked for");
    }
}
