package io.github.ccatobs.pat.network;

import io.github.ccatobs.pat.domain.QuotedText;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The certificate authorities that {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} name, besides those of the JVM.
 *
 * @param file a bundle in PEM form
 * @param directories of such files, between the system's path separators
 */
record CertificateFiles(Optional<String> file, Optional<String> directories) {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** A bundle of all authorities of the web has a quarter of a megabyte. */
    private static final long LARGEST = 16L * 1024 * 1024;

    static CertificateFiles of(Function<String, Optional<String>> environment) {
        return new CertificateFiles(given("SSL_CERT_FILE", environment), given("SSL_CERT_DIR", environment));
    }

    private static Optional<String> given(String name, Function<String, Optional<String>> environment) {
        return environment.apply(name).filter(text -> !text.isBlank());
    }

    /**
     * All that is trusted, the JVM's authorities among it; empty when neither variable is set, so that the JVM's own are
     * meant.
     *
     * @throws IllegalArgumentException naming the variable and the file, when one cannot be read or has no certificate
     */
    Optional<KeyStore> trusted() {
        if (file.isEmpty() && directories.isEmpty()) {
            return Optional.empty();
        }
        List<Certificate> more = new ArrayList<>();
        file.ifPresent(name -> more.addAll(ofFile(name)));
        directories.ifPresent(names -> Stream.of(names.split(Pattern.quote(File.pathSeparator)))
                .filter(name -> !name.isBlank())
                .forEach(name -> more.addAll(ofDirectory(name))));
        return Optional.of(together(more));
    }

    private static KeyStore together(List<Certificate> more) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            Stream<Certificate> jvm =
                    Stream.of(ServerTrust.jdk(Optional.empty()).getAcceptedIssuers());
            for (Certificate trusted : Stream.concat(jvm, more.stream()).toList()) {
                store.setCertificateEntry("ca-" + store.size(), trusted);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK makes no trust store", e);
        }
    }

    private static List<Certificate> ofFile(String name) {
        var file = path(name, "SSL_CERT_FILE");
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw refusal("SSL_CERT_FILE", name, "it is not a regular file");
        }
        if (isTooLarge(file)) {
            throw refusal("SSL_CERT_FILE", name, "it is larger than 16 MB");
        }
        var found = certificates(file, "SSL_CERT_FILE");
        if (found.isEmpty()) {
            throw refusal("SSL_CERT_FILE", name, "it has no certificate in PEM form");
        }
        return found;
    }

    /** Other files may be beside the certificates. */
    private static List<Certificate> ofDirectory(String name) {
        try (var files = Files.list(path(name, "SSL_CERT_DIR"))) {
            var found = files.filter(Files::isRegularFile)
                    .filter(file -> !isTooLarge(file))
                    .sorted()
                    .flatMap(file -> certificates(file, "SSL_CERT_DIR").stream())
                    .toList();
            if (found.isEmpty()) {
                throw refusal("SSL_CERT_DIR", name, "no file in it has a certificate in PEM form");
            }
            return found;
        } catch (IOException e) {
            throw refusal("SSL_CERT_DIR", name, "it is not a directory that can be read");
        }
    }

    /** One that is not there is told when it is read. */
    private static boolean isTooLarge(Path file) {
        try {
            return Files.size(file) > LARGEST;
        } catch (IOException ignored) {
            return false;
        }
    }

    private static Path path(String name, String variable) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw refusal(variable, name, "it is not a path");
        }
    }

    private static List<Certificate> certificates(Path file, String variable) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return PEM.matcher(text)
                    .results()
                    .map(block -> certificate(block.group(2), file, variable))
                    .toList();
        } catch (IOException e) {
            throw refusal(variable, file.toString(), "it is not a file that can be read");
        }
    }

    private static Certificate certificate(String base64, Path file, String variable) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            // OpenSSL's trusted certificates have more data after the certificate, which stays unread.
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw refusal(variable, file.toString(), "a certificate in it cannot be read");
        }
    }

    private static IllegalArgumentException refusal(String variable, String name, String what) {
        return new IllegalArgumentException(variable + " is " + QuotedText.of(name) + ": " + what
                + "; expected certificates in PEM form (-----BEGIN CERTIFICATE-----)");
    }
}
