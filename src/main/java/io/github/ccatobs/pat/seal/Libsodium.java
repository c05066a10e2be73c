package io.github.ccatobs.pat.seal;

import com.goterl.lazysodium.SodiumJava;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * libsodium's sealed boxes on raw bytes, each return code checked. The library is loaded at the first need and kept;
 * a load that failed is tried again at the next need.
 */
final class Libsodium {

    static final int PRIVATE_KEY_BYTES = 32;
    static final int OVERHEAD_BYTES = 48;

    static final Libsodium SHARED = new Libsodium(LibsodiumLoader::load);

    private static final int SUCCESS = 0;

    private final Supplier<SodiumJava> loader;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable SodiumJava loaded;

    Libsodium(Supplier<SodiumJava> loader) {
        this.loader = loader;
    }

    /** Loads the library unless it already is. */
    SodiumJava load() {
        SodiumJava ready = loaded;
        return ready == null ? loadOnce() : ready;
    }

    /** The sealed box, 48 bytes longer than {@code message}. */
    byte[] seal(byte[] message, PublicKey key) {
        byte[] box = new byte[message.length + OVERHEAD_BYTES];
        if (load().crypto_box_seal(box, message, message.length, key.bytes()) != SUCCESS) {
            throw new SealException.KeyRefusedException(key);
        }
        return box;
    }

    /** The content of {@code box}; empty when it was not sealed to this key or was changed since. */
    Optional<byte[]> open(byte[] box, PublicKey publicKey, byte[] privateKey) {
        if (box.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        // One byte to spare: JNA has no pointer to an empty array.
        byte[] message = new byte[box.length - OVERHEAD_BYTES + 1];
        int result = load().crypto_box_seal_open(message, box, box.length, publicKey.bytes(), privateKey);
        return result == SUCCESS ? Optional.of(Arrays.copyOf(message, message.length - 1)) : Optional.empty();
    }

    /** Fills both arrays with a new pair. */
    void generate(byte[] publicKey, byte[] privateKey) {
        if (load().crypto_box_keypair(publicKey, privateKey) != SUCCESS) {
            throw new IllegalStateException("crypto_box_keypair failed, which libsodium says it never does");
        }
    }

    private SodiumJava loadOnce() {
        loading.lock();
        try {
            SodiumJava ready = loaded;
            if (ready == null) {
                ready = loader.get();
                loaded = ready;
            }
            return ready;
        } catch (LinkageError | RuntimeException e) {
            throw new SealException.LibsodiumMissingException(platform(), e);
        } finally {
            loading.unlock();
        }
    }

    private static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
