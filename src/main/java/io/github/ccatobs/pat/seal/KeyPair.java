package io.github.ccatobs.pat.seal;

import java.util.Base64;
import java.util.Optional;

/**
 * Both halves of a key: what GitHub holds for each repository, and what a sandbox or a test needs to open what was
 * sealed. It prints without its private half.
 */
public final class KeyPair {

    private final PublicKey publicKey;
    private final byte[] privateKey;
    private final Libsodium sodium;

    private KeyPair(PublicKey publicKey, byte[] privateKey, Libsodium sodium) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.sodium = sodium;
    }

    /**
     * Makes a new, random pair whose public half is called {@code keyId}.
     *
     * @throws SealException.LibsodiumMissingException when libsodium cannot be loaded here
     */
    public static KeyPair generate(String keyId) {
        Libsodium sodium = Libsodium.SHARED;
        byte[] publicKey = new byte[PublicKey.BYTES];
        byte[] privateKey = new byte[Libsodium.PRIVATE_KEY_BYTES];
        sodium.generate(publicKey, privateKey);
        return new KeyPair(PublicKey.of(keyId, publicKey), privateKey, sodium);
    }

    /** The half to give away. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** Opens a box, or gives nothing when it is not base64, not sealed to this pair, or not as it was sealed. */
    public Optional<byte[]> open(String base64) {
        return decode(base64).flatMap(box -> sodium.open(box, publicKey, privateKey));
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "KeyPair[" + publicKey.keyId() + "]";
    }
}
