package io.github.ccatobs.pat.seal;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The key GitHub gives out for one secret store of one repository: whatever is sealed to it, only GitHub can open.
 *
 * @param keyId GitHub's name for the key, sent back with every sealed value; 1 to 100 visible ASCII characters
 * @param base64 the 32 bytes of the X25519 key in padded standard base64, as GitHub sends them
 */
public record PublicKey(String keyId, String base64) {

    static final int BYTES = 32;

    private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=");

    /**
     * Checks both parts. The key itself is not repeated in the message.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public PublicKey {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("the key_id of a public key is 1 to 100 visible ASCII characters, not "
                    + keyId.length() + " characters with others among them");
        }
        if (!BASE64.matcher(base64).matches()) {
            throw new IllegalArgumentException("public key " + keyId
                    + " is not 32 bytes in padded base64: expected 44 characters, got " + base64.length());
        }
    }

    /**
     * Takes a copy of the bytes of the key.
     *
     * @throws IllegalArgumentException when they are not 32
     */
    public static PublicKey of(String keyId, byte[] key) {
        return new PublicKey(keyId, Base64.getEncoder().encodeToString(key));
    }

    /** A fresh copy of the 32 bytes. */
    byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
