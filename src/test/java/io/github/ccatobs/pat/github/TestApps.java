package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;

/** A GitHub App for tests, with a key that is always the same: finding primes takes seconds of processor time. */
public final class TestApps {

    /** Its client ID. */
    public static final String CLIENT_ID = "Iv23liTestOfCcatPat0";

    private static final KeyPair KEYS = pair("RSA", prime("p", 963), prime("q", 289));
    /** What PKCS #8 puts before the PKCS #1 form of a key of 2048 bits. */
    private static final int BOX = 26;

    private TestApps() {}

    static KeyPair keys(String algorithm, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The App's numbers as a key of another algorithm, which signs with another padding only. */
    static KeyPair pssKeys() {
        return pair("RSASSA-PSS", prime("p", 963), prime("q", 289));
    }

    /** A key of 4096 bits that is not the App's: its primes are the two greatest below 2^2048. */
    static KeyPair otherKeys() {
        var end = BigInteger.TWO.pow(2048);
        return pair("RSA", end.subtract(BigInteger.valueOf(1557)), end.subtract(BigInteger.valueOf(2543)));
    }

    /** The first prime above a number of 1024 bits that digests of {@code seed} make; {@code away} is how far above. */
    private static BigInteger prime(String seed, int away) {
        var start = BigInteger.ZERO;
        for (int part = 0; part < 2; part++) {
            start = start.shiftLeft(512).or(new BigInteger(1, digest(seed + part)));
        }
        return start.setBit(1023).setBit(1022).add(BigInteger.valueOf(away));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm, BigInteger p, BigInteger q) {
        var one = BigInteger.ONE;
        var modulus = p.multiply(q);
        var e = RSAKeyGenParameterSpec.F4;
        var d = e.modInverse(p.subtract(one).multiply(q.subtract(one)));
        try {
            var factory = KeyFactory.getInstance(algorithm);
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, e)),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, e, d, p, q, d.mod(p.subtract(one)), d.mod(q.subtract(one)), q.modInverse(p))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Its key pair. */
    public static KeyPair keys() {
        return KEYS;
    }

    /** What GitHub knows of the App. */
    public static PublicKey publicKey() {
        return KEYS.getPublic();
    }

    /** The private key, for a stand-in that signs with it. */
    public static PrivateKey privateKey() {
        return KEYS.getPrivate();
    }

    /** Parts of all that must stay in memory: of the key in either form, of each JWT, and of each token of the sandbox. */
    public static String[] secrets() {
        return new String[] {
            pkcs1().lines().toList().get(3),
            pkcs8().lines().toList().get(3),
            "eyJhbGciOiJSUzI1NiI",
            "InstallationTokenOfTheSandbox"
        };
    }

    /** The private key as GitHub gives it out. */
    public static String pkcs1() {
        byte[] boxed = KEYS.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(boxed, BOX, boxed.length));
    }

    /** The private key as KMS takes it, in PEM. */
    public static String pkcs8() {
        return pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** The App on {@code organization}, which asks GitHub for its installation. */
    public static GitHubApp on(String organization) {
        return new GitHubApp(
                CLIENT_ID,
                OptionalLong.empty(),
                organization,
                RsaPrivateKey.parse(SecretValue.of(pkcs1()), "the key of the tests"));
    }
}
