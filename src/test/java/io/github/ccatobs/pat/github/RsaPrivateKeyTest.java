package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The private key of an App, and what it signs, which a library of others verifies. */
class RsaPrivateKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY"})
    void signsAJwtThatALibraryVerifies(String label) throws Exception {
        String pem = label.startsWith("RSA") ? TestApps.pkcs1() : TestApps.pkcs8();
        var signer = RsaPrivateKey.parse(SecretValue.of("\n" + pem.replace("\n", "\r\n")), "it");

        var jwt = jwt(signer);

        assertThat(jwt.verify(verifier())).isTrue();
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(TestApps.CLIENT_ID);
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOW.minusSeconds(60)));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(540)));
    }

    /** As editors, openssl, variables and clipboards leave it. */
    @Test
    void readsAKeyWithTextAroundItAndLineEndsOfAnyKind() {
        String pem = TestApps.pkcs1();
        for (var text : List.of(
                "\uFEFF" + pem,
                "Bag Attributes\n    friendlyName: ccat\nKey Attributes: <No Attributes>\n" + pem + "\n\n  ",
                pem.replace("\n", "   \r\n"),
                pem.replace("\n", "\\n"),
                pem.replace("-----\n", "----- ").replace("\n", " "),
                pem.strip())) {
            assertThat(RsaPrivateKey.parse(SecretValue.of(text), "it")).hasToString("an RSA private key of 2048 bits");
        }
    }

    @Test
    void takesNoKeyOfAnotherAlgorithmInTheSameFrame() {
        refuses(pem(TestApps.keys("Ed25519", 255)), "it is ");
        refuses(pem(TestApps.keys("DSA", 2048)), "it is ");
        refuses(pem(TestApps.pssKeys()), "it is ");
    }

    @Test
    void theSignatureOfAnotherKeyDoesNotHold() throws Exception {
        var signer = RsaPrivateKey.parse(SecretValue.of(pem(TestApps.otherKeys())), "it");

        assertThat(jwt(signer).verify(verifier())).isFalse();
    }

    @Test
    void readsAKeyOf4096Bits() {
        var key = RsaPrivateKey.parse(SecretValue.of(pem(TestApps.otherKeys())), "it");

        assertThat(key).hasToString("an RSA private key of 4096 bits");
        assertThat(key.sign(new byte[] {1})).hasSize(512);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EC PRIVATE KEY        | it holds an EC PRIVATE KEY: expected an RSA private key as PEM
            OPENSSH PRIVATE KEY   | it holds an OPENSSH PRIVATE KEY: expected an RSA private key as PEM
            ENCRYPTED PRIVATE KEY | it holds an ENCRYPTED PRIVATE KEY: expected an RSA private key as PEM
            CERTIFICATE           | it holds a CERTIFICATE: expected an RSA private key as PEM
            RSA PUBLIC KEY        | it holds an RSA PUBLIC KEY: expected an RSA private key as PEM
            PUBLIC KEY            | it holds a PUBLIC KEY: expected an RSA private key as PEM
            HEALTH RECORD         | it holds another kind of PEM block: expected an RSA private key as PEM
            RSA PRIVATE KEY       | it is damaged, or a key of another kind than RSA: expected an RSA private key as PEM
            """)
    void saysWhatItIsInstead(String label, String expected) {
        refuses(TestApps.pem(label, new byte[] {1, 2, 3}), expected);
    }

    @Test
    void takesNeitherOtherKindsNorShortKeysNorOddText() {
        refuses(pem(TestApps.keys("EC", 256)), "it is damaged, or a key of another kind than RSA");
        refuses(pem(TestApps.keys("RSA", 1024)), "it is an RSA key of 1024 bits: expected 2048 or more");
        refuses("hunter2hunter2", "it is not one whole PEM block");
        refuses(TestApps.pkcs1().replaceFirst("-----END.*", ""), "it is not one whole PEM block");
        refuses(
                TestApps.pkcs1().replaceFirst("END RSA ", "END "),
                "it is not one whole PEM block: its last line, -----END ...-----, is missing, or says another");
        refuses(TestApps.pkcs1() + TestApps.pkcs8(), "it holds 2 PEM blocks and not one");
        refuses("{\"key\":\"" + TestApps.pkcs1() + "\"}", "it is JSON and not a PEM by itself");
        refuses(
                Base64.getMimeEncoder().encodeToString(TestApps.pkcs1().getBytes(StandardCharsets.US_ASCII)),
                "it is the base64 of a PEM and not the PEM itself, which base64 -d makes of it");
        refuses(
                TestApps.pkcs1()
                        .replaceFirst("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"),
                "it is encrypted with a passphrase");
        refuses(
                TestApps.pkcs1().replaceFirst("KEY-----\n", "KEY-----\n!"),
                "it is not base64 between its first and last line");
    }

    /** Each byte of the key's frame matters; inside its numbers another key may be as good as this one. */
    @Test
    void takesNoDamagedKey() {
        byte[] der = TestApps.otherKeys().getPrivate().getEncoded();
        refuses(TestApps.pem("PRIVATE KEY", Arrays.copyOf(der, der.length - 1)), "it is damaged");
        der[0] ^= 1;
        refuses(TestApps.pem("PRIVATE KEY", der), "it is damaged");
    }

    private static void refuses(String pem, String expected) {
        String inside = pem.replaceAll("-----[^-]*-----", "").strip();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RsaPrivateKey.parse(SecretValue.of(pem), "it"))
                .withMessageStartingWith(expected)
                .withMessageNotContaining(inside.substring(0, Math.min(8, inside.length())))
                .withNoCause();
    }

    private static SignedJWT jwt(JwtSigner signer) throws Exception {
        return SignedJWT.parse(AppJwt.make(TestApps.on("acme"), signer, NOW).reveal(String::new));
    }

    private static JWSVerifier verifier() {
        return new RSASSAVerifier((RSAPublicKey) TestApps.publicKey());
    }

    private static String pem(KeyPair pair) {
        return TestApps.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }
}
