package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The private key of a GitHub App in this process. It prints as its size; nothing else of it is ever printed.
 *
 * <p>It does not promise that no copy of the key stays on the heap.
 */
public final class RsaPrivateKey implements JwtSigner {

    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String EXPECTED =
            ": expected an RSA private key as PEM, which begins with -----BEGIN RSA PRIVATE KEY----- or -----BEGIN PRIVATE"
                    + " KEY-----, as GitHub gives it out";
    private static final Pattern PEM = Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----");

    private static final String BEGIN = "-----BEGIN ";
    /** How a variable or a JSON text writes the end of a line. */
    private static final String WRITTEN_LINE_END = "\\n";
    /** AlgorithmIdentifier of rsaEncryption, RFC 8017, appendix A.1. */
    private static final byte[] RSA_ENCRYPTION = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int FEWEST_BITS = 2048;
    private static final int LONGEST_SHORT_FORM = 0x7f;

    private final RSAPrivateKey key;

    private RsaPrivateKey(RSAPrivateKey key) {
        this.key = key;
    }

    /**
     * Reads a key in PEM, PKCS #1 or PKCS #8, not encrypted. Text around it is passed over, as RFC 7468, section 2, has it.
     *
     * @param source where it came from, for messages
     * @throws IllegalArgumentException saying what it is instead, without any part of it
     */
    public static RsaPrivateKey parse(SecretValue pem, String source) {
        return pem.reveal(bytes -> parse(new String(bytes, StandardCharsets.UTF_8), source));
    }

    private static RsaPrivateKey parse(String text, String source) {
        var blocks = PEM.matcher(text.replace(WRITTEN_LINE_END, "\n")).results().toList();
        if (blocks.size() != 1 || text.strip().startsWith("{")) {
            throw new IllegalArgumentException(source + " " + instead(text, blocks.size()) + EXPECTED);
        }
        String label = blocks.getFirst().group(1);
        byte[] der = decoded(blocks.getFirst().group(2), source);
        try {
            return switch (label) {
                case PKCS1 -> of(wrapped(der), source);
                case PKCS8 -> of(der, source);
                case "EC PRIVATE KEY",
                        "OPENSSH PRIVATE KEY",
                        "DSA PRIVATE KEY",
                        "ENCRYPTED PRIVATE KEY",
                        "PUBLIC KEY",
                        "RSA PUBLIC KEY",
                        "CERTIFICATE" ->
                    throw new IllegalArgumentException(
                            source + " holds " + (label.matches("[AEIOR].*") ? "an " : "a ") + label + EXPECTED);
                default -> throw new IllegalArgumentException(source + " holds another kind of PEM block" + EXPECTED);
            };
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /** What {@code text} is, which is not one block. */
    private static String instead(String text, int blocks) {
        if (text.strip().startsWith("{")) {
            return "is JSON and not a PEM by itself";
        }
        if (blocks > 1) {
            return "holds " + blocks + " PEM blocks and not one";
        }
        if (text.contains(BEGIN)) {
            return "is not one whole PEM block: its last line, -----END ...-----, is missing, or says another thing than the"
                    + " first";
        }
        return isEncodedOnceMore(text)
                ? "is the base64 of a PEM and not the PEM itself, which base64 -d makes of it"
                : "is not one whole PEM block";
    }

    private static boolean isEncodedOnceMore(String text) {
        try {
            byte[] once = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
            return new String(once, StandardCharsets.ISO_8859_1).contains(BEGIN);
        } catch (IllegalArgumentException ignored) { // not base64
            return false;
        }
    }

    /** Whether {@code text} holds a PEM, or the beginning of one, so that no message may repeat it. */
    public static boolean isIn(String text) {
        return text.contains(BEGIN) || isEncodedOnceMore(text);
    }

    private static byte[] decoded(String base64, String source) {
        if (base64.contains(":")) { // "Proc-Type: 4,ENCRYPTED"
            throw new IllegalArgumentException(source + " is encrypted with a passphrase" + EXPECTED);
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) { // not passed on as the cause: it quotes a character
            throw new IllegalArgumentException(source + " is not base64 between its first and last line" + EXPECTED);
        }
    }

    private static RsaPrivateKey of(byte[] pkcs8, String source) {
        try {
            var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (!(key instanceof RSAPrivateKey rsa)) {
                throw new IllegalArgumentException(source + " is not an RSA key" + EXPECTED);
            }
            int bits = rsa.getModulus().bitLength();
            if (bits < FEWEST_BITS) {
                throw new IllegalArgumentException(
                        source + " is an RSA key of " + bits + " bits: expected " + FEWEST_BITS + " or more");
            }
            return new RsaPrivateKey(rsa);
        } catch (GeneralSecurityException e) { // not passed on as the cause, which knows the key
            throw new IllegalArgumentException(source + " is damaged, or a key of another kind than RSA" + EXPECTED);
        }
    }

    /** RFC 5208, section 5: what Java reads is a PKCS #1 key in a box that says so. */
    private static byte[] wrapped(byte[] pkcs1) {
        return der(SEQUENCE, VERSION_0, RSA_ENCRYPTION, der(OCTET_STRING, pkcs1));
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length <= LONGEST_SHORT_FORM) {
            whole.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            whole.write(LONGEST_SHORT_FORM + 1 + octets);
            for (int octet = octets - 1; octet >= 0; octet--) {
                whole.write(length >> (octet * Byte.SIZE));
            }
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with SHA256withRSA", e);
        }
    }

    @Override
    public String toString() {
        return "an RSA private key of " + key.getModulus().bitLength() + " bits";
    }
}
