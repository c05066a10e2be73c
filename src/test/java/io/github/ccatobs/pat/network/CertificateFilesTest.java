package io.github.ccatobs.pat.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {

    @Test
    void meansTheJvmsAuthoritiesWithoutAVariable() {
        assertThat(CertificateFiles.of(name -> Optional.of(" ")).trusted()).isEmpty();
    }

    @Test
    void addsABundleToTheJvmsAuthorities(@TempDir Path directory) throws Exception {
        String ca = Files.readString(CorporateNetwork.authority());
        Path bundle = Files.writeString(
                directory.resolve("bundle.pem"),
                "# Issuer: CN=Acme - Root\r\n" + ca.replace("\n", "\r\n") + "\n-- not one --\n" + ca
                        + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThat(entries(Optional.of(bundle.toString()), Optional.empty())).isEqualTo(jvm() + 2);
    }

    @Test
    void addsDirectories(@TempDir Path directory) throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path two = Files.createDirectories(directory.resolve("zwei ü"));
        Files.copy(CorporateNetwork.authority(), one.resolve("acme.pem"));
        Files.createSymbolicLink(one.resolve("0a1b2c3d.0"), Path.of("acme.pem"));
        Files.writeString(one.resolve("README"), "nothing");
        Files.createDirectory(one.resolve("more"));
        Files.copy(CorporateNetwork.authority(), two.resolve("acme.crt"));
        assertThat(entries(Optional.empty(), Optional.of(one + File.pathSeparator + two)))
                .isEqualTo(jvm() + 3);
    }

    @Test
    void refusesAFileThatIsMissingOrHoldsNone(@TempDir Path directory) throws IOException {
        refuses("SSL_CERT_FILE", directory.resolve("missing.pem"), "it is not a file that can be read");
        refuses("SSL_CERT_FILE", directory, "it is not a regular file");
        refuses("SSL_CERT_FILE", Path.of("/dev/null"), "it is not a regular file");
        refuses("SSL_CERT_FILE", sparse(directory.resolve("huge.pem")), "it is larger than 16 MB");
        refuses("SSL_CERT_FILE", Files.writeString(directory.resolve("a.pem"), "0\u0082"), "it has no certificate");
        refuses(
                "SSL_CERT_FILE",
                Files.writeString(
                        directory.resolve("b.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                "a certificate in it cannot be read");
    }

    @Test
    void refusesADirectoryThatIsMissingOrHoldsNone(@TempDir Path directory) throws IOException {
        refuses("SSL_CERT_DIR", directory.resolve("missing"), "it is not a directory that can be read");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        refuses("SSL_CERT_DIR", empty, "no file in it has a certificate");
        sparse(empty.resolve("huge.pem"));
        refuses("SSL_CERT_DIR", empty, "no file in it has a certificate");
    }

    /** A certificate, and 17 MB after it that take no room. */
    private static Path sparse(Path path) throws IOException {
        Files.copy(CorporateNetwork.authority(), path);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(17L * 1024 * 1024);
        }
        return path;
    }

    private static void refuses(String variable, Path path, String why) {
        var files = CertificateFiles.of(name -> Optional.of(path.toString()).filter(value -> name.equals(variable)));
        assertThatIllegalArgumentException()
                .isThrownBy(files::trusted)
                .withMessageStartingWith(variable + " is '")
                .withMessageContaining(why)
                .withMessageEndingWith("expected certificates in PEM form (-----BEGIN CERTIFICATE-----)");
    }

    private static int entries(Optional<String> file, Optional<String> directories) throws KeyStoreException {
        return new CertificateFiles(file, directories).trusted().orElseThrow().size();
    }

    private static int jvm() {
        return ServerTrust.jdk(Optional.empty()).getAcceptedIssuers().length;
    }
}
