package io.github.ccatobs.pat.seal;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Base64;

/**
 * Seals secrets for GitHub with libsodium's {@code crypto_box_seal}. Safe for use by many threads at once.
 *
 * <p>The native library is loaded at the first need, once for the process; a command that seals nothing never loads it.
 */
public final class Sealer {

    private final Libsodium sodium;

    /** Makes a sealer; loads nothing yet. */
    public Sealer() {
        this(Libsodium.SHARED);
    }

    Sealer(Libsodium sodium) {
        this.sodium = sodium;
    }

    /**
     * Loads the native library now, so that a machine without one is found out before the first secret is read.
     *
     * @throws SealException.LibsodiumMissingException saying which platform this is and what to do
     */
    public void ready() {
        sodium.load();
    }

    /** Begins to load the native library beside other work; whether that fails is for {@link #ready} to say. */
    public void begin() {
        Thread.ofVirtual().start(() -> {
            try {
                sodium.load();
            } catch (SealException ignored) {
                // It is tried again there.
            }
        });
    }

    /**
     * Seals {@code secret} so that only the owner of {@code key} can open it. The sealed box is 48 bytes longer than
     * the secret and different every time.
     *
     * @throws SealException.LibsodiumMissingException when libsodium cannot be loaded here
     * @throws SealException.KeyRefusedException when {@code key} is not a point that libsodium can seal to
     */
    public SealedValue seal(SecretValue secret, PublicKey key) {
        byte[] box = secret.reveal(message -> sodium.seal(message, key));
        return new SealedValue(key.keyId(), Base64.getEncoder().encodeToString(box));
    }
}
