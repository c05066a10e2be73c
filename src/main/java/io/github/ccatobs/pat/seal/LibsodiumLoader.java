package io.github.ccatobs.pat.seal;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Loads libsodium: the library inside lazysodium's jar, because it is the same on every machine. The system's own is
 * loaded where that one cannot be, and the log says so.
 *
 * <p>lazysodium's own loader is not used: it unpacks its whole jar into the temporary directory and leaves it there,
 * 3.6 MB for each process.
 */
final class LibsodiumLoader {

    private static final Logger LOG = Logger.getLogger(LibsodiumLoader.class);
    private static final String JNA_DIRECTORY = "jna.tmpdir";

    private LibsodiumLoader() {}

    /**
     * Loads libsodium. The reason why the bundled one could not be loaded is a suppressed exception of the system's
     * failure.
     */
    static SodiumJava load() {
        return load(LibsodiumLoader::bundled, () -> new SodiumJava(LibraryLoader.Mode.SYSTEM_ONLY));
    }

    static SodiumJava load(Supplier<SodiumJava> bundled, Supplier<SodiumJava> installed) {
        try {
            return bundled.get();
        } catch (LinkageError | RuntimeException e) {
            return fallBack(installed, e);
        }
    }

    private static SodiumJava fallBack(Supplier<SodiumJava> installed, Throwable unfit) {
        try {
            SodiumJava sodium = installed.get();
            LOG.infof("libsodium of the system is used, since the bundled one cannot be loaded: %s", reason(unfit));
            return sodium;
        } catch (LinkageError | RuntimeException e) {
            e.addSuppressed(unfit);
            throw e;
        }
    }

    /** The first line of the deepest message; JNA's repeats each path that it tried. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Loads the library inside lazysodium's jar. */
    static SodiumJava bundled() {
        return unpacked(file -> new SodiumJava(file.toString()));
    }

    /** Lends the unpacked library of this platform to {@code use} and deletes it afterwards. */
    static <T> T unpacked(Function<Path, T> use) {
        try (var directory = PrivateTempDirectory.create()) {
            return withJnaIn(
                    directory.path(), () -> use.apply(unpack(LibraryLoader.getSodiumPathInResources(), directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JNA unpacks a library of its own when it is first used: by itself into a directory that others can foresee. */
    private static <T> T withJnaIn(Path directory, Supplier<T> use) {
        if (System.getProperty(JNA_DIRECTORY) != null) {
            return use.get();
        }
        System.setProperty(JNA_DIRECTORY, directory.toString());
        try {
            return use.get();
        } finally {
            System.clearProperty(JNA_DIRECTORY);
        }
    }

    private static Path unpack(String resource, PrivateTempDirectory directory) {
        try (InputStream library = open(resource)) {
            return directory.write(resource.substring(resource.lastIndexOf('/') + 1), library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a file of lazysodium's jar, named from the jar's root: {@code linux64/libsodium.so}. */
    static InputStream open(String resource) throws IOException {
        InputStream library = SodiumJava.class.getResourceAsStream("/" + resource);
        if (library == null) {
            throw new FileNotFoundException(resource + " is not in lazysodium's jar");
        }
        return library;
    }
}
