package io.github.ccatobs.pat.seal;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where libsodium comes from: the library inside lazysodium's jar first, because it is the same on every machine; the
 * system's own where that one does not load.
 *
 * <p>lazysodium's own loader is not used: it unpacks its whole jar into the temporary directory and leaves it there,
 * 3.6 MB for each process.
 */
final class LibraryFile {

    private LibraryFile() {}

    /**
     * Loads libsodium; what was wrong with the bundled one travels as a suppressed exception of the system's failure.
     */
    static SodiumJava load() {
        try {
            return bundled();
        } catch (LinkageError | RuntimeException unfit) {
            return installed(unfit);
        }
    }

    private static SodiumJava installed(Throwable unfit) {
        try {
            return new SodiumJava(LibraryLoader.Mode.SYSTEM_ONLY);
        } catch (LinkageError | RuntimeException missing) {
            missing.addSuppressed(unfit);
            throw missing;
        }
    }

    private static SodiumJava bundled() {
        try {
            Path file = Files.createTempFile("ccat-pat-sodium", ".library");
            try {
                unpack(LibraryLoader.getSodiumPathInResources(), file);
                return new SodiumJava(file.toString());
            } finally {
                discard(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream library = SodiumJava.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new FileNotFoundException(resource + " is not in lazysodium's jar");
            }
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A loaded library lives on without its file, except on Windows, which keeps the file until the process ends. */
    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            file.toFile().deleteOnExit();
        }
    }
}
