package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.ShellRun;
import io.github.ccatobs.pat.github.TestApps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines that import an App's key into AWS KMS, run as the page has them, against the import of a KMS of our own. */
@Execution(ExecutionMode.CONCURRENT)
class KmsImportInShellsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ {5}```sh\n(.*?)^ {5}```$");
    private static final KeyPair WRAPPING = TestApps.keys();
    private static final byte[] IMPORT_TOKEN = {0, 1, 2, (byte) 0xff, 10, 13};

    /** What {@code aws} prints, in the form that its version 2 has. */
    private static final String PARAMETERS =
            """
            {
                "KeyId": "arn:aws:kms:eu-central-1:123456789012:key/1111",
                "ImportToken": "%s",
                "PublicKey": "%s",
                "ParametersValidTo": "2026-12-01T12:00:00+00:00"
            }
            """.formatted(encoded(IMPORT_TOKEN), encoded(WRAPPING.getPublic().getEncoded()));

    @TempDir
    Path directory;

    static List<String> shells() {
        return ShellRun.shells();
    }

    @BeforeEach
    void settle() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "the lines need openssl");
        Files.writeString(Files.createDirectory(directory.resolve("here")).resolve("app.pem"), TestApps.pkcs1());
        Files.writeString(directory.resolve("parameters"), PARAMETERS);
    }

    private int run(ShellRun run, String shell, int answer) throws Exception {
        run.program("aws", """
                #!/bin/sh
                printf '%%s\\n' "$*" >>"$0.words"
                case $2 in
                  create-key) echo 1111 ;;
                  get-parameters-for-import) cat %1$s/parameters ;;
                  import-key-material)
                    for word in "$@"; do
                      case $word in
                        fileb://*) cp -p "${word#fileb://}" %1$s/ ;;
                      esac
                    done
                    exit %2$d ;;
                esac
                """.formatted(directory, answer));
        String lines = BLOCK.matcher(Files.readString(Path.of("docs/github-app.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        return run.run(shell, "cd " + directory.resolve("here") + "\n" + lines, "", Map.of());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void importTheKeyOfThePemAsPkcs8AndLeaveNothing(String shell) throws Exception {
        var run = new ShellRun(Files.createDirectory(directory.resolve("bin")));

        assertThat(run(run, shell, 0)).isZero();

        assertThat(unwrapped(Files.readAllBytes(directory.resolve("material.bin"))))
                .isEqualTo(TestApps.privateKey().getEncoded());
        assertThat(Files.readAllBytes(directory.resolve("token.bin"))).isEqualTo(IMPORT_TOKEN);
        assertThat(run.words("aws")).isEqualTo("""
                kms create-key --origin EXTERNAL --key-spec RSA_2048 --key-usage SIGN_VERIFY --query KeyMetadata.KeyId --output text
                kms get-parameters-for-import --key-id 1111 --wrapping-key-spec RSA_4096 --wrapping-algorithm RSA_AES_KEY_WRAP_SHA_256 --output json
                kms import-key-material --key-id 1111 --encrypted-key-material fileb://material.bin --import-token fileb://token.bin --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE
                """);
        assertThat(left()).isEmpty();
        assertThat(Files.getPosixFilePermissions(directory.resolve("material.bin")))
                .as("no other user may read what the lines make")
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepTheKeyWhenKmsDoesNotTakeIt(String shell) throws Exception {
        var run = new ShellRun(Files.createDirectory(directory.resolve("bin")));

        assertThat(run(run, shell, 254)).isEqualTo(254);

        assertThat(left()).contains("app.pem");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("here"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** As KMS does for {@code RSA_AES_KEY_WRAP_SHA_256}: an AES key by RSA-OAEP, and with it the rest by RFC 5649. */
    private static byte[] unwrapped(byte[] material) throws GeneralSecurityException {
        int block = 256;
        var rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.DECRYPT_MODE,
                WRAPPING.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        byte[] aes = rsa.doFinal(material, 0, block);
        var wrap = Cipher.getInstance("AES/KWP/NoPadding");
        wrap.init(Cipher.UNWRAP_MODE, new SecretKeySpec(aes, "AES"));
        return wrap.unwrap(Arrays.copyOfRange(material, block, material.length), "RSA", Cipher.PRIVATE_KEY)
                .getEncoded();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
