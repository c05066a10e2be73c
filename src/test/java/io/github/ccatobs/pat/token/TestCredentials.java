package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubSettings;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes credentials for tests of other packages. */
public final class TestCredentials {

    private TestCredentials() {}

    /** No configured credential: the token of {@code tokens} does everything. */
    public static CredentialResolver none(Function<TokenVersion, TokenSource> tokens) {
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(TokenSettings.class, Map.of("ccat.pat.token.secret-id", "gh-pat")),
                TestSecretReader.ofTokens(tokens),
                noApp());
    }

    /** No configured credential: the token that {@code reader} gives does everything. */
    public static CredentialResolver none(SecretReader reader) {
        return none(reader::at);
    }

    /** The configured credential is {@code value}. */
    public static CredentialResolver configured(String value, Function<TokenVersion, TokenSource> tokens) {
        return configured(() -> value, tokens);
    }

    /** The configured credential is what {@code value} gives when it is read. */
    public static CredentialResolver configured(Supplier<String> value, Function<TokenVersion, TokenSource> tokens) {
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of("ccat.pat.github.secret-id", "writer")),
                Settings.of(TokenSettings.class, Map.of()),
                new TestSecretReader(id -> SecretValue.of(value.get()), tokens),
                noApp());
    }

    /** A command prints the token; a credential of the environment, where there is one, reads. */
    public static CredentialResolver ofTokenCommand(String command) {
        return ofCommands(Map.of(), Map.of("ccat.pat.token.exec", command));
    }

    /** A command prints the credential; one of the environment, where there is one, reads in its place. */
    public static CredentialResolver ofCredentialCommand(String command) {
        return ofCommands(Map.of("ccat.pat.github.exec", command), Map.of());
    }

    private static CredentialResolver ofCommands(Map<String, String> gitHub, Map<String, String> token) {
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, gitHub),
                Settings.of(TokenSettings.class, token),
                TestSecretReader.ofTokens(version -> {
                    throw new IllegalStateException("no secret of Secrets Manager is configured");
                }),
                noApp());
    }

    /** Nothing is configured: a credential of the environment does everything. */
    public static CredentialResolver ofEnvironment() {
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(TokenSettings.class, Map.of()),
                TestSecretReader.ofTokens(version -> {
                    throw new IllegalStateException("nobody configured a token");
                }),
                noApp());
    }

    /** The credential is the App that {@code settings} describe, installed on {@code organization}. */
    public static CredentialResolver app(
            Map<String, String> settings, String organization, Function<TokenVersion, TokenSource> tokens) {
        var reader = TestSecretReader.ofTokens(tokens);
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of("smallrye.config.mapping.validate-unknown", "false")),
                Settings.of(TokenSettings.class, Map.of("ccat.pat.token.secret-id", "gh-pat")),
                reader,
                new AppResolver(
                        Settings.of(AppSettings.class, settings), organization, reader, TestCredentials::unasked));
    }

    static AppResolver noApp() {
        return new AppResolver(
                Settings.of(AppSettings.class, Map.of()),
                "ccatobs",
                TestSecretReader.ofTokens(version -> {
                    throw new IllegalStateException("no App is configured");
                }),
                TestCredentials::unasked);
    }

    private static byte[] unasked(String keyId, byte[] message) {
        throw new IllegalStateException("no key in KMS is configured");
    }
}
