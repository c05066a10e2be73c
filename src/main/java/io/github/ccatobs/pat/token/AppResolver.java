package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.AppCredential;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.GitHubApp;
import io.github.ccatobs.pat.github.JwtSigner;
import io.github.ccatobs.pat.github.RsaPrivateKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds the GitHub App of the settings and what signs for it. A private key is read each time it is asked for, anew. */
@ApplicationScoped
public class AppResolver {

    private static final String PREFIX = "ccat.pat.github.app.";
    /** A key of 4096 bits has 3.3 KB. */
    private static final int LARGEST = 64 * 1024;

    /** Its group may read it: so Kubernetes mounts a Secret of mode 0400 for a Pod with an {@code fsGroup}. */
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final AppSettings settings;
    private final String organization;
    private final SecretReader secrets;
    private final KeySigner keys;

    AppResolver(
            AppSettings settings,
            @ConfigProperty(name = "ccat.pat.organization", defaultValue = "ccatobs") String organization,
            SecretReader secrets,
            KeySigner keys) {
        this.settings = settings;
        this.organization = organization;
        this.secrets = secrets;
        this.keys = keys;
    }

    /** Whether the settings name an App. Reads no key. */
    public boolean isConfigured() {
        return given(settings.clientId()).isPresent();
    }

    /**
     * The App, to read with.
     *
     * @throws IllegalArgumentException when the settings do not say which App or which key, or the key cannot be used
     * @throws SecretUnavailableException when the vault does not give the key
     */
    public Optional<AppCredential> configured() {
        var places = Stream.of(
                        named("private-key", settings.privateKey()),
                        named("private-key-secret-id", settings.privateKeySecretId()),
                        named("kms-key-id", settings.kmsKeyId()))
                .flatMap(List::stream)
                .toList();
        if (!isConfigured()) {
            if (!places.isEmpty()) {
                throw new IllegalArgumentException(places.getFirst() + " is set, but " + PREFIX
                        + "client-id is not: expected the client ID of the GitHub App");
            }
            return Optional.empty();
        }
        if (places.size() != 1) {
            throw new IllegalArgumentException(PREFIX + "client-id is set, and "
                    + (places.isEmpty() ? "no private key" : String.join(" and ", places)) + ": expected one of "
                    + PREFIX
                    + "private-key, private-key-secret-id and kms-key-id");
        }
        var app = new GitHubApp(
                given(settings.clientId()).orElseThrow(),
                settings.installationId().map(OptionalLong::of).orElseGet(OptionalLong::empty),
                organization,
                signer());
        return Optional.of(new AppCredential(app, AppScope.toAudit(List.of(), false)));
    }

    private JwtSigner signer() {
        return given(settings.privateKey())
                .<JwtSigner>map(AppResolver::ofFile)
                .or(() -> given(settings.privateKeySecretId()).map(this::ofSecret))
                .orElseGet(() -> ofKms(given(settings.kmsKeyId()).orElseThrow()));
    }

    private JwtSigner ofKms(String id) {
        return message -> keys.sign(id, message);
    }

    /** A vault that holds another thing than a key is as good as one that does not answer. */
    private JwtSigner ofSecret(String id) {
        try {
            return RsaPrivateKey.parse(secrets.read(id), "the secret of " + PREFIX + "private-key-secret-id");
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private static JwtSigner ofFile(String name) {
        if (RsaPrivateKey.isIn(name)) {
            throw new IllegalArgumentException(
                    PREFIX + "private-key is a private key itself: expected the path of the file that holds it");
        }
        String source = PREFIX + "private-key, the file " + QuotedText.of(name) + ",";
        byte[] bytes = bytes(name, source);
        try {
            if (bytes.length == 0) {
                throw new IllegalArgumentException(source + " is empty: expected an RSA private key as PEM");
            }
            return RsaPrivateKey.parse(SecretValue.of(bytes), source);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(String name, String source) {
        try {
            var file = Path.of(name);
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(
                        source + " is not there: expected the path of an RSA private key as PEM");
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        source + " is not a file: expected the path of an RSA private key as PEM");
            }
            checkMode(file, source);
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        source + " is larger than 64 KB: expected an RSA private key as PEM");
            }
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    source + " is not a path: expected the path of an RSA private key as PEM", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(source + " cannot be read: expected a file that this user may read", e);
        }
    }

    private static void checkMode(Path file, String source) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        var mode = view.readAttributes().permissions();
        var open = mode.stream().filter(OF_OTHERS::contains).collect(Collectors.toSet());
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(source + " is open to others (" + PosixFilePermissions.toString(mode)
                    + "): run chmod 600 on it, and make a new key if others may have read it");
        }
    }

    private static List<String> named(String key, Optional<String> setting) {
        return given(setting).isPresent() ? List.of(PREFIX + key) : List.of();
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank()).map(String::strip);
    }
}
